"""The days on which a service is closed although its week says open."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.policy.text import Text

DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Dated:
    """Every day from `first` to `last`, both included. Raises ValueError when the last comes before the first."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"{self.first} is after {self.last}")

    def holds(self, day: date) -> bool:
        """Say whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Yearly:
    """Every year from one (month, day) to another, both included; over New Year when the first is the later."""

    first: tuple[int, int]
    last: tuple[int, int]

    def holds(self, day: date) -> bool:
        """Say whether the day is one of them."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, slots=True)
class DaysOfMonth:
    """Every month from one day to another, both included. Raises ValueError when no month has them in that order."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last <= 31:
            raise ValueError(f"no month has days {self.first} to {self.last}")

    def holds(self, day: date) -> bool:
        """Say whether the day is one of them."""
        return self.first <= day.day <= self.last


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed on `days` from `begins` to `ends`, minutes after midnight Swedish time: the whole day unless said.

    A closure that ends at or before it begins ends on the day after.
    """

    days: Dated | Yearly | DaysOfMonth
    begins: int = 0
    ends: int = DAY_MINUTES
    message: Text | None = None

    def applies_on(self, day: date) -> bool:
        """Say whether the closure begins on this day."""
        return self.days.holds(day)
