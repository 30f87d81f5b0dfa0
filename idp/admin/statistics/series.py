"""Counts lined up with their periods: a number for each, nothing left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from idp.audit.daily import Counted


@dataclass(frozen=True, slots=True)
class Series:
    """One label's numbers, in the order of the periods."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        """The sum of all periods."""
        return sum(self.values)


def build_series(counted: Iterable[Counted], periods: Sequence[str]) -> tuple[Series, ...]:
    """Return a series for each label, the largest first; a period without a count is 0."""
    places = {name: place for place, name in enumerate(periods)}
    numbers: dict[str, list[int]] = {}
    for one in counted:
        if one.period in places:
            numbers.setdefault(one.label, [0] * len(periods))[places[one.period]] += one.count
    found = [Series(label, tuple(values)) for label, values in numbers.items()]
    return tuple(sorted(found, key=lambda one: (-one.total, one.label)))


def add_up(series: Sequence[Series], periods: Sequence[str], label: str = "") -> Series:
    """Return the sum of several series, as one of this label."""
    columns = zip(*(one.values for one in series), strict=True) if series else ((0,) for _ in periods)
    return Series(label, tuple(sum(column) for column in columns))
