"""What is reported, by whom it is owned and what may stand in its way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

EXTENTS = (100, 75, 50, 25)
"""How much of the working day, in per cent."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child that the person has reported for before."""

    id: int
    name: str
    birth_year: int


@dataclass(frozen=True, slots=True)
class NewReport:
    """A filled-in form without faults. `child_id` is None for a child not reported for before."""

    child_id: int | None
    child_name: str
    birth_year: int
    first_day: date
    last_day: date
    extent: int
    note: str

    @property
    def days(self) -> list[date]:
        """Every day from the first to the last, both included."""
        span = (self.last_day - self.first_day).days
        return [self.first_day + timedelta(days=ahead) for ahead in range(span + 1)]


@dataclass(frozen=True, slots=True)
class Report:
    """A stored report. A withdrawn one stays, with the time of its withdrawal."""

    id: int
    child_name: str
    first_day: date
    last_day: date
    extent: int
    note: str
    sent_at: datetime
    withdrawn_at: datetime | None


class Obstacle(StrEnum):
    """Why days that look right cannot be reported."""

    SAME_DAY = "same_day"
    OVER_FULL = "over_full"


@dataclass(frozen=True, slots=True)
class Conflict:
    """The first day that is in the way, and why."""

    day: date
    obstacle: Obstacle
