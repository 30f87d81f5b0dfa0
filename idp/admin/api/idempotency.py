"""A POST that is sent again with the same `Idempotency-Key` is answered again, and done once.

The key is the caller's own: two callers never share one. The answer is kept sealed, since it may hold a new secret.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

LIFE: Final = timedelta(hours=24)
LONGEST_KEY: Final = 255


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a key: the request it stood on, and the answer; `status` None while that is being made."""

    request_hash: str
    status: int | None
    sealed_answer: bytes | None = field(default=None, repr=False)


class IdempotencyStore(Protocol):
    """Where keys and answers are kept."""

    def claim(self, key_hash: str, request_hash: str, expires_at: datetime) -> bool:
        """Take the key: one conditional INSERT. True for exactly one caller."""
        ...

    def find(self, key_hash: str) -> Kept | None:
        """Return what is kept of the key; None when nobody has used it."""
        ...

    def keep(self, key_hash: str, status: int, sealed_answer: bytes) -> None:
        """Keep the answer of a key that was claimed."""
        ...

    def release(self, key_hash: str) -> None:
        """Give back a key whose request was refused, so that it can be sent again, corrected."""
        ...


def hash_key(actor_id: str, key: str) -> str:
    """Return what a caller's key is found by."""
    return sha256(f"{actor_id}\n{key}".encode()).hexdigest()


def hash_request(method: str, path: str, body: bytes) -> str:
    """Return what tells one request from another."""
    return sha256(f"{method} {path}\n".encode() + body).hexdigest()
