"""Invitations: initial access tokens by which an application registers itself (RFC 7591, section 3; RG1).

An administrator makes one, for one service, for so many registrations and for so long.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.oidc.clients.client import Permit


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What may be registered, how often still, and until when. `token_hash` is the SHA-256 of the token in hex."""

    invitation_id: str
    token_hash: str = field(repr=False)
    permit: Permit
    uses_left: int
    created_at: datetime
    expires_at: datetime


class InvitationStore(Protocol):
    """Where invitations are kept."""

    def add(self, invitation: Invitation) -> None:
        """Store a new invitation."""
        ...

    def find(self, token_hash: str, now: datetime) -> Invitation | None:
        """Return the invitation if it may still be used."""
        ...

    def list(self) -> tuple[Invitation, ...]:
        """Return every invitation that is kept, oldest first."""
        ...

    def consume(self, token_hash: str, now: datetime) -> bool:
        """Take one use: one conditional UPDATE. True for each caller who may register."""
        ...

    def remove(self, invitation_id: str) -> bool:
        """Withdraw the invitation; return False when there is none."""
        ...
