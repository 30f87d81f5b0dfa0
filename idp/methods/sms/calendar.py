"""The months and days that text messages are paid and counted by: those of Sweden."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Stockholm")
MONTH = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])", re.ASCII)


def month_of(now: datetime) -> str:
    """Return the month it is in Sweden, as `2026-11`."""
    return f"{now.astimezone(HERE):%Y-%m}"


def day_of(now: datetime) -> str:
    """Return the day it is in Sweden, as `2026-11-23`."""
    return f"{now.astimezone(HERE):%Y-%m-%d}"


def end_of_month(now: datetime) -> datetime:
    """Return the moment the month ends in Sweden."""
    first = now.astimezone(HERE).date().replace(day=1)
    return midnight_before((first + timedelta(days=31)).replace(day=1))


def end_of_day(now: datetime) -> datetime:
    """Return the moment the day ends in Sweden: 23, 24 or 25 hours after it began."""
    return midnight_before(now.astimezone(HERE).date() + timedelta(days=1))


def midnight_before(day: date) -> datetime:
    """Return the moment the day begins in Sweden."""
    return datetime.combine(day, time.min, HERE).astimezone(UTC)


def is_month(written: str) -> bool:
    """Say whether the text is a month as `month_of` writes it."""
    return MONTH.fullmatch(written) is not None
