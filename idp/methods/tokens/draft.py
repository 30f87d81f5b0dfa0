"""One token as a file states it."""

import re
from base64 import b32decode, b32encode
from dataclasses import dataclass, field
from typing import Final

from idp.methods.tokens.token import Algorithm, Kind, Make
from idp.methods.tokens.wrong import Fault, Wrong

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
        return Fault(line, Wrong.SERIAL)
    if kind not in KINDS:
        return Fault(line, Wrong.TYPE, named)
    if secret is None or len(secret) not in SEED_BYTES:
        return Fault(line, Wrong.SECRET, named)
    hashes = algorithm or Algorithm.SHA1
    if hashes not in ALGORITHMS:
        return Fault(line, Wrong.ALGORITHM, named)
    if (digits or 6) not in DIGITS:
        return Fault(line, Wrong.DIGITS, named)
    is_timed = kind == Kind.TOTP
    if is_timed and (period_seconds or 30) not in PERIODS:
        return Fault(line, Wrong.PERIOD, named)
    if not 0 <= (counter or 0) <= MOST_COUNTER:
        return Fault(line, Wrong.COUNTER, named)
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
            faults.append(Fault(draft.line, Wrong.TWICE, draft.serial, str(line)))
    return tuple(faults)
