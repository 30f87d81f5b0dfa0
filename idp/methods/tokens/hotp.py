"""The codes of hardware tokens, and where in its count a token stands.

HOTP (RFC 4226) counts presses and TOTP (RFC 6238) time steps: the same code of another number.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import pyotp

from idp.methods.tokens.token import Algorithm, Kind, Make, Token

LOOK_AHEAD: Final = 10
"""Codes of a HOTP token that are tried: the next one and nine after it, for presses not typed (RFC 4226, section 7.2)."""

WINDOW: Final = 1
"""Steps of a TOTP token tried on either side of where its clock is thought to be (RFC 6238, section 5.2)."""

LOOK_AHEAD_OF_TWO: Final = 100
"""How far a HOTP token is looked for when two codes in a row are typed (RFC 4226, section 7.4)."""

MOST_DRIFT: Final = 40
"""How many steps the clock of a TOTP token may be off, either way: twenty minutes at thirty seconds a step."""

HASHES: Final = {
    Algorithm.SHA1: hashlib.sha1,
    Algorithm.SHA256: hashlib.sha256,
    Algorithm.SHA512: hashlib.sha512,
}


def make_code(secret: str, make: Make, factor: int) -> str:
    """Return the code of one press or time step. `secret` is base32."""
    return pyotp.HOTP(secret, digits=make.digits, digest=HASHES[make.algorithm]).at(factor)


def find_factor(secret: str, token: Token, code: str, now: datetime) -> int | None:
    """Return the press or step whose code this is, among those the token may be at; None when none has it."""
    return find_in(secret, token.make, list_near(token, now), code)


def find_second(secret: str, token: Token, codes: tuple[str, str], now: datetime) -> int | None:
    """Return the press or step of the second of two codes in a row, in the wide window; None when they are not."""
    first, second = codes
    for factor in list_far(token, now):
        if is_code(secret, token.make, factor, first) & is_code(secret, token.make, factor + 1, second):
            return factor + 1
    return None


def is_far_off(secret: str, token: Token, code: str, now: datetime) -> bool:
    """Say whether the code is one of the wide window: the token is right and has lost count."""
    return find_in(secret, token.make, list_far(token, now), code) is not None


def list_near(token: Token, now: datetime) -> Iterable[int]:
    """Return the presses or steps that one code is judged by, never one that was used or before one."""
    if token.make.kind is Kind.HOTP:
        return range(token.counter, token.counter + LOOK_AHEAD)
    present = step_of(token.make, now)
    thought = present + token.drift
    first = max(token.counter, thought - WINDOW, present - MOST_DRIFT)
    return range(first, min(thought + WINDOW, present + MOST_DRIFT) + 1)


def list_far(token: Token, now: datetime) -> Iterable[int]:
    """Return the presses or steps at which two codes in a row may begin."""
    if token.make.kind is Kind.HOTP:
        return range(token.counter, token.counter + LOOK_AHEAD_OF_TWO)
    present = step_of(token.make, now)
    return range(max(token.counter, present - MOST_DRIFT), present + MOST_DRIFT)


def find_in(secret: str, make: Make, factors: Iterable[int], code: str) -> int | None:
    """Return the first of the presses or steps that has the code. Every one is compared, in constant time."""
    found = [factor for factor in factors if is_code(secret, make, factor, code)]
    return found[0] if found else None


def is_code(secret: str, make: Make, factor: int, code: str) -> bool:
    """Say whether the token shows this code at the press or step, in constant time."""
    shown = make_code(secret, make, factor).encode()
    return hmac.compare_digest(shown, code.encode("utf-8", "surrogatepass"))


def measure_drift(make: Make, factor: int, now: datetime) -> int:
    """Return how many steps ahead of ours the clock of a token is that shows this step's code now; 0 for presses."""
    return 0 if make.kind is Kind.HOTP else factor - step_of(make, now)


def step_of(make: Make, now: datetime) -> int:
    """Return the present time step of a TOTP token."""
    return int(now.timestamp()) // make.period_seconds
