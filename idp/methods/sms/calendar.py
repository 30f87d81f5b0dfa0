"""The months and days that text messages are paid and counted by: those of Sweden."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Stockholm")
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)


def month_of(now: datetime) -> str:
    """Return the month it is in Sweden, as `2026-11`."""
    return f"{now.astimezone(HERE):%Y-%m}"


def day_of(now: datetime) -> str:
    """Return the day it is in Sweden, as `2026-11-23`."""
    return f"{now.astimezone(HERE):%Y-%m-%d}"


def is_month(written: str) -> bool:
    """Say whether the text is a month as `month_of` writes it."""
    return MONTH.fullmatch(written) is not None
