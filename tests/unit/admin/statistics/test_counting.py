"""A turn of counting ends, however much is recorded meanwhile."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from idp.admin.statistics.counting import ROWS_AT_ONCE, CountingRound
from idp.audit.daily import Cell
from idp.audit.history import Happening

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@dataclass
class BusyTrail:
    """A trail into which something comes whenever it is looked at."""

    end: int
    place: int = 0
    counted: list[tuple[int, int]] = field(default_factory=list)

    @property
    def daily_counts(self) -> "BusyTrail":
        return self

    def load_place(self) -> int:
        return self.place

    def find_end(self) -> int:
        self.end += 7
        return self.end

    def find_start(self, after: int) -> int | None:
        return after + 1 if after < self.end else None

    def list_happenings(self, _after: int, _upto: int) -> tuple[Happening, ...]:
        return ()

    def add(self, _counts: Mapping[Cell, int], after: int, upto: int) -> bool:
        self.counted.append((after, upto))
        self.place = upto
        return True


def run(trail: BusyTrail) -> list[tuple[int, int]]:
    @contextmanager
    def unit() -> Iterator[BusyTrail]:
        yield trail

    CountingRound(unit, unit).run(NOON)
    return trail.counted


def test_what_comes_while_a_turn_counts_is_for_the_next_turn() -> None:
    assert run(BusyTrail(end=3)) == [(0, 10)]


def test_a_turn_goes_on_while_more_was_there_than_it_counts_at_once() -> None:
    assert run(BusyTrail(end=ROWS_AT_ONCE)) == [(0, ROWS_AT_ONCE), (ROWS_AT_ONCE, ROWS_AT_ONCE + 14)]
