"""Days as people write them."""

from datetime import datetime

from babel.dates import format_datetime

from idp.policy.hours import STOCKHOLM


def tell_day(at: datetime, language: str) -> str:
    """Return the day of a moment in Swedish time, such as «23 november 2026»."""
    return format_datetime(at, "d MMMM y", tzinfo=STOCKHOLM, locale=language)
