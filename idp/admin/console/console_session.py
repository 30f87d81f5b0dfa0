"""Somebody signed in to the console: tied to their sign-in at the provider, and good for a short while."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ConsoleSession:
    """One browser in the console. `secret_hash` is the SHA-256 of its cookie in hex; `sid` the provider's session.

    It lives until `expires_at`, and never longer than the provider's session.
    """

    secret_hash: str = field(repr=False)
    sid: str
    person_id: str
    acr: str
    auth_time: datetime
    expires_at: datetime


class ConsoleSessionStore(Protocol):
    """Where the console's sessions are kept."""

    def add(self, session: ConsoleSession) -> None:
        """Store a new one."""
        ...

    def find(self, secret_hash: str, now: datetime) -> ConsoleSession | None:
        """Return the one with this secret while it lives."""
        ...

    def end(self, secret_hash: str) -> bool:
        """Forget it; False when there is none."""
        ...
