"""Authenticator apps: time-based codes (RFC 6238) with the parameters every app takes."""

import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import pyotp

STEP_SECONDS: Final = 30
DIGITS: Final = 6
WINDOW: Final = 1
"""Steps accepted before and after the present one (RFC 6238, section 5.2)."""

SLOWEST_TYPING: Final = 3
"""Steps after which a code is too old to have been typed slowly."""

DRIFT: Final = 20
"""Steps, ten minutes, within which the code of another moment says that the phone's clock is wrong."""

SEED_BYTES: Final = 20
"""160 random bits: what SHA-1 takes (RFC 4226, section 4, R6)."""


def find_step(secret: str, typed: str, now: datetime) -> int | None:
    """Return the time step whose code was typed, the newest first; None when no step within the window has it.

    `secret` is base32. Every step is compared, in constant time.
    """
    present = count_steps(now)
    return match_step(secret, typed, range(present - WINDOW, present + WINDOW + 1))


def find_drifted_step(secret: str, typed: str, now: datetime) -> int | None:
    """Return the step of another moment whose code was typed: what a phone shows whose clock is wrong.

    None within the window and one step before it, where people are slow and clocks are right, and beyond `DRIFT`.
    """
    present = count_steps(now)
    behind = range(max(0, present - DRIFT), present - SLOWEST_TYPING + 1)
    ahead = range(present + WINDOW + 1, present + DRIFT + 1)
    return match_step(secret, typed, (*behind, *ahead))


def count_steps(now: datetime) -> int:
    """Return the number of the present step."""
    return int(now.timestamp()) // STEP_SECONDS


def match_step(secret: str, typed: str, steps: Iterable[int]) -> int | None:
    """Return the last of these steps whose code was typed; None when none has it."""
    totp = pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS)
    found = None
    for step in steps:
        code = totp.generate_otp(step)
        if hmac.compare_digest(code.encode(), typed.encode("utf-8", "surrogatepass")):
            found = step
    return found


def read_app_code(typed: str) -> str:
    """Return a typed six-digit code without the blanks that apps show it with."""
    return "".join(typed[:64].split())


def build_uri(secret: str, username: str, issuer: str) -> str:
    """Return the otpauth URI that an app scans, labelled with who issues it and for whom."""
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP_SECONDS).provisioning_uri(
        name=username, issuer_name=issuer
    )


def group_secret(secret: str) -> str:
    """Return the key in groups of four, for typing."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
