"""A sign-in to the console that has been asked for, until its answer comes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Pending:
    """What was asked, in which browser, and the page to come back to. `state_hash` is the SHA-256 of the state in hex."""

    state_hash: str = field(repr=False)
    browser_hash: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    back: str
    expires_at: datetime


class PendingStore(Protocol):
    """Where sign-ins wait for their answer."""

    def add(self, pending: Pending) -> None:
        """Store what was asked."""
        ...

    def consume(self, state_hash: str, browser_hash: str, now: datetime) -> Pending | None:
        """Take it, once, in the browser that asked: one conditional DELETE. None for any other."""
        ...
