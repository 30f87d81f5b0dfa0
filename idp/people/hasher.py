"""Hashes passwords with Argon2id, so many at a time and no more."""

import hmac
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Hasher:
    """Makes and checks PHC strings of Argon2id with one lane (RFC 9106; NIST SP 800-63B-4, section 3.1.1.2).

    At most `concurrent` hashes are computed at once: each takes `memory_kib` KiB and a whole core, and callers
    beyond that wait their turn. `pepper` is a key kept outside the database: without it a copy of the database
    cannot be searched for weak passwords. Losing it makes every stored password unusable.
    """

    def __init__(self, memory_kib: int, iterations: int, concurrent: int, *, pepper: bytes = b"") -> None:
        self._argon2 = PasswordHasher(time_cost=iterations, memory_cost=memory_kib, parallelism=1)
        self._turns = BoundedSemaphore(concurrent)
        self._pepper = pepper
        self._nobodys = self.hash("")

    def hash(self, password: str) -> str:
        """Return a PHC string with a salt of its own."""
        with self._turns:
            return self._argon2.hash(self._season(password))

    def verify(self, password_hash: str, password: str) -> bool:
        """Say whether the password made the hash; a hash that is none belongs to no password."""
        with self._turns:
            try:
                return self._argon2.verify(password_hash, self._season(password))
            except (VerificationError, InvalidHashError):
                return False

    def needs_rehash(self, password_hash: str) -> bool:
        """Say whether the hash was made with other costs than today's."""
        return self._argon2.check_needs_rehash(password_hash)

    def waste(self) -> None:
        """Take as long as `verify` and answer nothing: for names that have no password."""
        self.verify(self._nobodys, "nobody's")

    def _season(self, password: str) -> bytes:
        return hmac.digest(self._pepper, password.encode(), "sha256")
