"""Where the provider may connect to on its own: nothing inside the house unless the operator said so.

A relying party chooses its own URLs; without this rule it could make the provider knock on the municipality's
internal doors (server-side request forgery).
"""

from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

import httpx2

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Reach:
    """Public addresses, and beyond them only what is listed here."""

    allow_loopback: bool = False
    """Let the demonstration talk to itself, also over plain http."""
    networks: tuple[Network, ...] = ()
    """Internal networks in which relying parties live."""
    hosts: frozenset[str] = frozenset()
    """Hosts whose URL the operator wrote down himself, such as the text message gateway; wherever they are."""

    def including(self, url: str) -> "Reach":
        """Return a reach that also holds the host of a URL the operator configured."""
        return replace(self, hosts=self.hosts | {httpx2.URL(url).host})

    def may_connect(self, scheme: str, host: str, address: Address) -> bool:
        """Say whether a connection to this address, found under this host, is allowed."""
        if address.is_loopback and self.allow_loopback:
            return scheme in {"http", "https"}
        if scheme != "https":
            return False
        listed = host in self.hosts or any(address in network for network in self.networks)
        return listed or is_public(address)


def is_public(address: Address) -> bool:
    """Say whether the address is an ordinary one on the internet.

    Addresses that wrap another (IPv4-mapped, NAT64, 6to4, Teredo) are never ordinary, whatever they wrap.
    """
    if isinstance(address, IPv6Address) and (address.sixtofour or address.teredo or address.is_site_local):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
