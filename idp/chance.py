"""The only maker of codes, tokens and ids."""

import secrets
from typing import Protocol

CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Letters and digits that are never mistaken for each other and spell no words.

Left out: 0/O, 1/I/L, every vowel, and Å Ä Ö.
"""

SPARE_BITS = 32
"""More bits than a code needs, so that a draw beyond the last whole round of codes, which is thrown away, is rare."""


class Chance(Protocol):
    """A source of unguessable values."""

    def token(self) -> str:
        """Return 256 random bits as 43 base64url characters."""
        ...

    def identifier(self) -> str:
        """Return 128 random bits as 32 hexadecimal digits: an id that need not be secret but never collides."""
        ...

    def code(self, length: int, alphabet: str = CODE_ALPHABET) -> str:
        """Return `length` characters drawn evenly from `alphabet`."""
        ...

    def secret_bytes(self, count: int) -> bytes:
        """Return `count` random bytes, for seeds and keys."""
        ...


class SystemChance:
    """Draws from the operating system's cryptographic source."""

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def identifier(self) -> str:
        return secrets.token_hex(16)

    def code(self, length: int, alphabet: str = CODE_ALPHABET) -> str:
        codes, letters = len(alphabet) ** length, []
        bits = codes.bit_length() + SPARE_BITS
        while (drawn := secrets.randbits(bits)) >= (1 << bits) // codes * codes:
            pass
        for _ in range(length):
            drawn, place = divmod(drawn, len(alphabet))
            letters.append(alphabet[place])
        return "".join(letters)

    def secret_bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)
