"""The only maker of codes, tokens and ids."""

import re
import secrets
from functools import lru_cache
from typing import Final, Protocol

CODE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""Letters and digits that are never mistaken for each other and spell no words.

Left out: 0/O, 1/I/L, every vowel, and Å Ä Ö.
"""

SPARE_BYTES = 4
"""More bytes than a code has characters: those beyond the last whole round of the alphabet are thrown away."""

IDENTIFIER: Final = re.compile("[0-9a-f]{32}")


def is_identifier(text: str) -> bool:
    """Say whether the text is an id of ours, and so not anything else that somebody may have typed."""
    return IDENTIFIER.fullmatch(text) is not None


class Chance(Protocol):
    """A source of unguessable values."""

    def token(self) -> str:
        """Return 256 random bits as 43 base64url characters."""
        ...

    def identifier(self) -> str:
        """Return 128 random bits as 32 hexadecimal digits: an id that need not be secret but never collides."""
        ...

    def code(self, length: int, alphabet: str = CODE_ALPHABET) -> str:
        """Return `length` characters drawn evenly from `alphabet`: ASCII, 256 at most."""
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
        (table, beyond), letters = spread(alphabet), ""
        while len(letters) < length:
            letters += secrets.token_bytes(length + SPARE_BYTES).translate(table, beyond).decode()
        return letters[:length]

    def secret_bytes(self, count: int) -> bytes:
        return secrets.token_bytes(count)


@lru_cache(maxsize=8)
def spread(alphabet: str) -> tuple[bytes, bytes]:
    """Return the letter for each byte, and the bytes that stand for none: those beyond the last whole round.

    The alphabet is of ASCII. Thrown away, they leave every letter as likely as another.
    """
    even = 256 // len(alphabet) * len(alphabet)
    letters = "".join(alphabet[byte % len(alphabet)] for byte in range(256))
    return letters.encode("ascii"), bytes(range(even, 256))
