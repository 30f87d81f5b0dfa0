"""Tells numbers apart without knowing them."""

import hmac
from datetime import datetime

from idp.methods.sms.calendar import day_of

SERIES_DIGITS = 2
"""The last digits that differ within a series of a hundred numbers, as operators hand them out."""


def hide_number(secret: bytes, e164: str, now: datetime) -> tuple[str, str]:
    """Return the keyed hashes of a number and of its series of a hundred, good for telling them apart until midnight."""
    day = day_of(now)
    series = e164[:-SERIES_DIGITS]
    return hash_on_day(secret, day, e164), hash_on_day(secret, day, series)


def hash_on_day(secret: bytes, day: str, digits: str) -> str:
    """Return 128 bits of the HMAC-SHA-256 of some digits on a day, in hex."""
    return hmac.digest(secret, f"{day}\x1f{digits}".encode(), "sha256").hex()[:32]
