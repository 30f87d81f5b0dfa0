"""Finds where a request comes from, and keeps the evidence.

The walk starts at the peer and goes from the right through what trusted proxies have written; the left end of the
header is whatever the client chose to send. Anything unreadable, ambiguous or missing is the default zone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

from idp.policy.zones import Address, Network, Zones

OWN_SOCKET: Final = "own socket"
"""The peer of a connection over a socket of this machine, which has no address; nobody can choose it."""

LONGEST_ADDRESS: Final = 64
LONGEST_HEADER: Final = 4096
REMEMBERED: Final = 1024
"""Places that are remembered: those of some minutes."""


class Why(StrEnum):
    """How the zone came about."""

    MATCHED = "matched"
    NO_NETWORK = "no_network"
    NO_PEER = "no_peer"
    PEER_UNREADABLE = "peer_unreadable"
    NO_HEADER = "no_header"
    HEADER_TOO_LONG = "header_too_long"
    HOP_UNREADABLE = "hop_unreadable"
    ONLY_PROXIES = "only_proxies"


@dataclass(frozen=True, slots=True)
class Placement:
    """A zone, and what it was judged by.

    `hop` names who said the address: "peer", "forwarded 2 from the right", or "unknown". `rule` is the network that
    matched. `address` and `rule` are None when nothing was readable or nothing matched.
    """

    zone: str
    address: str | None
    hop: str
    rule: str | None
    why: str


Place = Callable[[str | None, Sequence[str]], Placement]
"""Places a connection's address with the X-Forwarded-For lines that came over it."""


def place(
    peer: str | None, forwarded_for: Sequence[str], trusted_proxies: Sequence[Network], zones: Zones
) -> Placement:
    """Return the zone of the first address from the right that is no trusted proxy.

    `peer` is the address of the connection, or OWN_SOCKET; `forwarded_for` every X-Forwarded-For line, in order,
    which counts only when the peer is a trusted proxy. On our own socket it always is: the socket's mode says who.
    """
    if not peer:
        return _nowhere(zones, Why.NO_PEER)
    if peer != OWN_SOCKET:
        address = parse_address(peer)
        if address is None:
            return _nowhere(zones, Why.PEER_UNREADABLE)
        if not _is_in(address, trusted_proxies):
            return _match(zones, address, "peer")
    if sum(map(len, forwarded_for)) > LONGEST_HEADER:
        return _nowhere(zones, Why.HEADER_TOO_LONG)
    chain = ",".join(forwarded_for)
    if not chain.strip():
        return _nowhere(zones, Why.NO_HEADER)
    for number, written in enumerate(reversed(chain.split(",")), start=1):
        hop = f"forwarded {number} from the right"
        address = parse_address(written.strip(" \t"))
        if address is None:
            return _nowhere(zones, Why.HOP_UNREADABLE, hop)
        if not _is_in(address, trusted_proxies):
            return _match(zones, address, hop)
    return _nowhere(zones, Why.ONLY_PROXIES)


def build_place(trusted_proxies: Sequence[Network], zones: Zones) -> Place:
    """Return `place` for these proxies and zones; it remembers what it was asked last: browsers and programs come again."""

    @lru_cache(maxsize=REMEMBERED)
    def find(peer: str | None, lines: tuple[str, ...]) -> Placement:
        return place(peer, lines, trusted_proxies, zones)

    return lambda peer, forwarded_for: find(peer, tuple(forwarded_for))


def parse_address(written: str) -> Address | None:
    """Return the address that is written, without brackets and port; None when it is not exactly one.

    An IPv4 address mapped into IPv6 is the IPv4 address. Zone ids, octets with leading zeros and anything else that
    two readers could read differently are refused.
    """
    if len(written) > LONGEST_ADDRESS or not written.isascii() or "%" in written:
        return None
    return _read_address(written)


@lru_cache(maxsize=4096)
def _read_address(written: str) -> Address | None:
    """Read it: the same few proxies and programs call all day."""
    host = _without_port(written)
    try:
        address = ip_address(host) if host is not None else None
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def _without_port(written: str) -> str | None:
    """Return the host of `[v6]`, `[v6]:port`, `v4:port` or a bare address; None when brackets or port are wrong."""
    if written.startswith("["):
        host, bracket, port = written[1:].partition("]")
        if not bracket or ":" not in host:
            return None
        return host if not port or (port[0] == ":" and _is_port(port[1:])) else None
    host, colon, port = written.partition(":")
    if colon and ":" not in port:
        return host if _is_port(port) and _is_v4(host) else None
    return written


def _is_port(written: str) -> bool:
    return written.isdecimal() and len(written) <= 5 and int(written) <= 65535


def _is_v4(written: str) -> bool:
    return written.count(".") == 3


def _is_in(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _match(zones: Zones, address: IPv4Address | IPv6Address, hop: str) -> Placement:
    """Return the zone of the narrowest network that holds the address."""
    if found := zones.find_network(address):
        zone, network = found
        return Placement(zone.name, str(address), hop, str(network), Why.MATCHED)
    return Placement(zones.default.name, str(address), hop, None, Why.NO_NETWORK)


def _nowhere(zones: Zones, why: Why, hop: str = "unknown") -> Placement:
    """Return the default zone, for want of an address."""
    return Placement(zones.default.name, None, hop, None, why)
