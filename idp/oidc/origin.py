"""Where a relying party calls from, as far as its failures are counted."""

from dataclasses import dataclass

from idp.methods.limits import group_address
from idp.oidc.http import Request
from idp.policy.address import Place


@dataclass(frozen=True, slots=True)
class Origin:
    """Finds the address behind the trusted proxies; it is counted by, never believed."""

    place: Place

    def find(self, request: Request) -> str:
        """Return the IPv4 address or the IPv6 /64; "unknown" when nothing readable says it."""
        forwarded = request.headers.get("x-forwarded-for")
        lines = () if forwarded is None else (forwarded,)
        return group_address(self.place(request.peer, lines).address)
