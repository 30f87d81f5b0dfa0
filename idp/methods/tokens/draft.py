"""One token as a file states it, and what is wrong with a line."""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from typing import Final

from idp.methods.tokens.token import Algorithm, Kind, Make

MOST_BYTES: Final = 5 * 1024 * 1024
"""The largest file that is read."""

SERIAL: Final = re.compile(r"[0-9A-Z](?:[0-9A-Z._/-]{0,38}[0-9A-Z])?", re.ASCII)
KINDS: Final = frozenset(Kind)
ALGORITHMS: Final = frozenset(Algorithm)
DIGITS: Final = range(6, 9)
PERIODS: Final = (30, 60)
SEED_BYTES: Final = range(16, 65)
"""128 bits are the least (RFC 4226, section 4, R6); SHA-512 takes 64 bytes."""

MOST_COUNTER: Final = 2**53


@dataclass(frozen=True, slots=True)
class Draft:
    """A token to add. `secret` is base32, `line` where the file states it."""

    line: int
    serial: str
    make: Make
    secret: str = field(repr=False)
    counter: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and in which line; nothing of a seed is ever in `says`."""

    line: int
    says: str


class WrongFile(Exception):
    """The file cannot be read at all; the message says why and what to do."""


def read_serial(typed: str) -> str | None:
    """Return a serial number in capitals; None when it is none."""
    serial = typed.strip().upper()
    return serial if SERIAL.fullmatch(serial) else None


def build_draft(
    line: int,
    *,
    serial: str,
    secret: bytes | None,
    kind: str,
    algorithm: str = "",
    digits: int | None = None,
    period_seconds: int | None = None,
    counter: int | None = None,
) -> Draft | Fault:
    """Return the token, or the first thing that is wrong with it. What is not stated is what most tokens have."""
    named = read_serial(serial)
    if named is None:
        return Fault(line, "the serial number must be 1 to 40 letters, digits, dots and hyphens")
    if kind not in KINDS:
        return Fault(line, f"{named}: the type must be hotp or totp")
    if secret is None or len(secret) not in SEED_BYTES:
        return Fault(line, f"{named}: the secret must be 16 to 64 bytes in hexadecimal or base32")
    hashes = algorithm or Algorithm.SHA1
    if hashes not in ALGORITHMS:
        return Fault(line, f"{named}: the algorithm must be sha1, sha256 or sha512")
    if (digits or 6) not in DIGITS:
        return Fault(line, f"{named}: the number of digits must be 6, 7 or 8")
    is_timed = kind == Kind.TOTP
    if is_timed and (period_seconds or 30) not in PERIODS:
        return Fault(line, f"{named}: the period must be 30 or 60 seconds")
    if not 0 <= (counter or 0) <= MOST_COUNTER:
        return Fault(line, f"{named}: the counter must be 0 or more")
    make = Make(Kind(kind), Algorithm(hashes), digits or 6, (period_seconds or 30) if is_timed else 0)
    return Draft(line, named, make, b32encode(secret).decode(), 0 if is_timed else counter or 0)


def read_secret(typed: str) -> bytes | None:
    """Return a seed written in hexadecimal, else in base32; None when it is neither.

    What could be either is hexadecimal. Blanks and hyphens between groups do not matter.
    """
    written = re.sub(r"[\s-]", "", typed).upper()
    try:
        if re.fullmatch(r"(?:[0-9A-F]{2})+", written):
            return bytes.fromhex(written)
        return b32decode(written.rstrip("=") + "=" * (-len(written.rstrip("=")) % 8))
    except ValueError:
        return None


def find_twice(drafts: tuple[Draft, ...]) -> tuple[Fault, ...]:
    """Return a fault for each serial number that an earlier line states already."""
    first: dict[str, int] = {}
    faults = []
    for draft in drafts:
        line = first.setdefault(draft.serial, draft.line)
        if line != draft.line:
            faults.append(Fault(draft.line, f"{draft.serial}: line {line} has the same serial number"))
    return tuple(faults)
