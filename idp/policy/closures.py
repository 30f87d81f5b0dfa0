"""The days that are unlike their weekday: closed although the week says open, or open at other hours."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from idp.policy.holidays import holidays_of
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
class Holidays:
    """Every year on the Swedish holidays of these names, which `idp.policy.holidays` knows."""

    names: frozenset[str]

    def holds(self, day: date) -> bool:
        """Say whether the day is one of them."""
        year = holidays_of(day.year)
        return any(year[name] == day for name in self.names)


Days = Dated | Yearly | DaysOfMonth | Holidays


@dataclass(frozen=True, slots=True)
class Closure:
    """Closed on `days` from `begins` to `ends`, minutes after midnight Swedish time: the whole day unless said.

    A closure that ends at or before it begins ends on the day after.
    """

    days: Days
    begins: int = 0
    ends: int = DAY_MINUTES
    message: Text | None = None

    def applies_on(self, day: date) -> bool:
        """Say whether the closure begins on this day."""
        return self.days.holds(day)


@dataclass(frozen=True, slots=True)
class OtherHours:
    """Open at other hours than the week's on `days`: in `spans`, minutes after midnight; not at all without spans."""

    days: Days
    spans: tuple[tuple[int, int], ...]
    message: Text | None = None
