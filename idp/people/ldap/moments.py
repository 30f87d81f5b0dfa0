"""The two ways in which directories write moments."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
NEVER: Final = frozenset({0, 0x7FFFFFFFFFFFFFFF})
"""What Active Directory writes for a moment that never comes (MS-ADTS, accountExpires)."""
GENERALIZED: Final = re.compile(r"(\d{14})(?:[.,]\d+)?Z")


def read_filetime(ticks: int | None) -> datetime | None:
    """Return a FILETIME, in steps of 100 ns since 1601, as a moment; None for never and for what no calendar holds."""
    if ticks is None or ticks in NEVER or ticks < 0:
        return None
    try:
        return EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


def read_generalized(written: str | None) -> datetime | None:
    """Return a GeneralizedTime such as 20260311114500Z as a moment (RFC 4517, section 3.3.13); None for anything else."""
    found = GENERALIZED.fullmatch(written or "")
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
