"""Counts what has come into the trail since the last time, a few thousand rows in a transaction.

How far it has come and what it counted are written together, and only if nobody else has moved on meanwhile: stopped
in the middle, run twice or run in two processes at once, every row is counted exactly once.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from idp.audit.daily import Cell, count_happenings
from idp.audit.history import Happening

ROWS_AT_ONCE: Final = 5_000
"""Places of the trail that one transaction counts."""

MOST_AT_ONCE: Final = 200
"""Transactions of one turn: the first turn over a long trail leaves the rest to the next ones."""


class CountingStore(Protocol):
    """Where the counts are kept, and the trail they come from."""

    def load_place(self) -> int:
        """Read up to which place of the trail everything is counted."""
        ...

    def find_end(self) -> int:
        """Return the place of the last row; 0 for none."""
        ...

    def find_start(self, after: int) -> int | None:
        """Return the place of the first row after one; None when there is none."""
        ...

    def list_happenings(self, after: int, upto: int) -> tuple[Happening, ...]:
        """Read the events that count, after one place up to another."""
        ...

    def add(self, counts: Mapping[Cell, int], after: int, upto: int) -> bool:
        """Add the counts of the rows after one place up to another; False, and nothing, when that place has moved."""
        ...


class CountingStores(Protocol):
    """A unit of work that counts."""

    @property
    def daily_counts(self) -> CountingStore: ...


@dataclass(frozen=True, slots=True)
class CountingRound:
    """Implements `Round`: keeps the daily counts up with the trail."""

    begin: Callable[[], AbstractContextManager[CountingStores]]
    read: Callable[[], AbstractContextManager[CountingStores]]

    def run(self, now: datetime) -> None:  # noqa: ARG002 - a round is told the time
        """Count what is new."""
        for _ in range(MOST_AT_ONCE):
            if not self._count_some():
                return

    def _count_some(self) -> bool:
        """Count the next rows; False when no more were there then, or when somebody else has counted them.

        What is recorded meanwhile is for the next turn: a busy provider would never be done.
        """
        with self.read() as stores:
            place, end = stores.daily_counts.load_place(), stores.daily_counts.find_end()
            first = stores.daily_counts.find_start(place)
            if first is None:
                return False
            upto = min(end, first + ROWS_AT_ONCE - 1)
            counts = count_happenings(stores.daily_counts.list_happenings(place, upto))
        with self.begin() as stores:
            return stores.daily_counts.add(counts, place, upto) and upto < end
