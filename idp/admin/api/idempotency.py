"""A POST that is sent again with the same `Idempotency-Key` is answered again, and done once.

The key is the caller's own: two callers never share one. The answer is kept sealed, since it may hold a new secret.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

LIFE: Final = timedelta(hours=24)
LONGEST_KEY: Final = 255

LEASE: Final = timedelta(minutes=10)
"""How long a request may be at work, far longer than any takes: whoever has not answered then was killed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a key: the request it stood on, and the answer; `status` None while that is being made."""

    request_hash: str
    status: int | None
    sealed_answer: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """A key and until when it was taken. Whoever takes it over holds another claim: a late answer finds its own gone."""

    key_hash: str
    until: datetime


class IdempotencyStore(Protocol):
    """Where keys and answers are kept."""

    def claim(self, claim: Claim, request_hash: str, now: datetime) -> bool:
        """Take a key that nobody holds, or whose time is over: one conditional write. True for exactly one caller."""
        ...

    def find(self, key_hash: str) -> Kept | None:
        """Return what is kept of the key; None when nobody has used it."""
        ...

    def keep(self, claim: Claim, status: int, sealed_answer: bytes, expires_at: datetime) -> None:
        """Keep the answer of a key, unless somebody took it over."""
        ...

    def release(self, claim: Claim) -> None:
        """Give back a key whose request was refused, so that it can be sent again, corrected."""
        ...


def hash_key(actor_id: str, key: str) -> str:
    """Return what a caller's key is found by."""
    return sha256(f"{actor_id}\n{key}".encode()).hexdigest()


def hash_request(method: str, path: str, body: bytes) -> str:
    """Return what tells one request from another."""
    return sha256(f"{method} {path}\n".encode() + body).hexdigest()
