"""An access token of a client that acts as itself, and where such tokens are kept (RFC 6749, section 4.4)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MachineToken:
    """A token behind which no person stands: its SHA-256 in hex, its client, what it is good for, and how long."""

    token_hash: str = field(repr=False)
    client_id: str
    scopes: tuple[str, ...]
    expires_at: datetime


class MachineTokenStore(Protocol):
    """Where the tokens of machines are kept."""

    def find(self, token_hash: str, now: datetime) -> MachineToken | None:
        """Return the token while it lives; None for any other."""
        ...

    def revoke(self, token_hash: str, client_id: str) -> bool:
        """Forget the client's token: one conditional DELETE. Return False when it has no such token."""
        ...

    def revoke_client(self, client_id: str) -> int:
        """Forget every token of the client; return how many."""
        ...
