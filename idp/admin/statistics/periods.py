"""The periods that the dashboard looks back over: thirty days by day, or twelve months by month, in Sweden."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from idp.audit.daily import HERE

DAYS: Final = 30
MONTHS: Final = 12
LAST_DAY: Final = "31"


class Span(StrEnum):
    """How far back, and in what steps."""

    DAYS = "30d"
    MONTHS = "12m"


@dataclass(frozen=True, slots=True)
class Periods:
    """Every period of a span, the oldest first, and the first and the last day of them all."""

    span: Span
    names: tuple[str, ...]
    first: str
    last: str

    @property
    def is_monthly(self) -> bool:
        """Say whether each period is a month."""
        return self.span is Span.MONTHS


def build_periods(span: Span, now: datetime) -> Periods:
    """Return the periods that end with the day or the month it is now."""
    today = now.astimezone(HERE).date()
    if span is Span.DAYS:
        days = tuple(f"{today - timedelta(days=back)}" for back in range(DAYS - 1, -1, -1))
        return Periods(span, days, days[0], days[-1])
    months = tuple(name_month(today, back) for back in range(MONTHS - 1, -1, -1))
    return Periods(span, months, f"{months[0]}-01", f"{months[-1]}-{LAST_DAY}")


def name_month(day: date, back: int) -> str:
    """Return the month so many months before the day's own."""
    count = day.year * 12 + day.month - 1 - back
    return f"{count // 12}-{count % 12 + 1:02}"
