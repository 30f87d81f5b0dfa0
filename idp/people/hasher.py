"""Hashes passwords with Argon2id, a bounded number at a time."""

from threading import BoundedSemaphore
from unicodedata import normalize

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MOST_BYTES = 4096
"""The longest password that is hashed; nothing shorter is ever cut (NIST SP 800-63B-4, section 3.1.1.2)."""


class Hasher:
    """Makes and checks PHC strings (RFC 9106).

    Each hash holds its memory while it runs, so that a flood of sign-ins could exhaust the machine: no more than
    `concurrent` run at once, and the rest wait. A password is normalised to NFC and otherwise taken as typed.
    """

    def __init__(self, *, memory_kib: int, iterations: int, concurrent: int) -> None:
        self._argon2 = PasswordHasher(
            time_cost=iterations, memory_cost=memory_kib, parallelism=1, type=Type.ID
        )
        self._turns = BoundedSemaphore(concurrent)
        self._nobody = self._argon2.hash("a password that nobody has")

    def hash(self, password: str) -> str:
        """Return the PHC string; raise ValueError for a password longer than `MOST_BYTES`."""
        typed = read_password(password)
        if typed is None:
            raise ValueError(f"a password has at most {MOST_BYTES} bytes")
        with self._turns:
            return self._argon2.hash(typed)

    def verify(self, phc: str, password: str) -> bool:
        """Say whether the password made this PHC string. A password that is too long costs the same and is wrong."""
        typed = read_password(password)
        with self._turns:
            try:
                return self._argon2.verify(phc, typed or "") and typed is not None
            except (VerificationError, InvalidHashError):
                return False

    def waste(self, password: str) -> None:
        """Do the work of `verify` and answer nothing: an unknown name takes as long as a wrong password."""
        self.verify(self._nobody, password)

    def needs_rehash(self, phc: str) -> bool:
        """Say whether the PHC string was made with other parameters than today's."""
        return self._argon2.check_needs_rehash(phc)


def read_password(typed: str) -> bytes | None:
    """Return the password's bytes in NFC; None when it is empty, too long, or no valid text."""
    try:
        password = normalize("NFC", typed).encode()
    except UnicodeEncodeError:
        return None
    return password if 0 < len(password) <= MOST_BYTES else None
