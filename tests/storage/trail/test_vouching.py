"""A clock that has leapt is not believed by those who delete what is old."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.audit.events import Event, Tag
from idp.storage.trail.vouching import find_leap
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
YEARS = 3650 * DAY


def record(database: Database, *moments: datetime) -> None:
    for moment in moments:
        with database.begin() as stores:
            stores.audit.record(Event(Tag.PASSWORD_OK, moment, person_id="p1"))
    database.bind()


@pytest.mark.parametrize("under_way", [(), (YEARS,), (YEARS, YEARS + 6 * DAY)])
def test_a_clock_years_ahead_is_not_believed_whatever_it_has_written_since(
    database: Database, under_way: tuple[timedelta, ...]
) -> None:
    record(database, NOW - DAY, NOW, *(NOW + late for late in under_way))
    assert find_leap(database.engine, NOW + YEARS + 6 * DAY) == NOW


@pytest.mark.parametrize("age", [8 * DAY, 29 * DAY])
def test_what_was_recorded_within_a_month_vouches_for_the_clock(database: Database, age: timedelta) -> None:
    record(database, NOW - YEARS, NOW - age, NOW)
    assert find_leap(database.engine, NOW) is None


def test_a_month_of_silence_is_a_leap(database: Database) -> None:
    record(database, NOW - 31 * DAY, NOW)
    assert find_leap(database.engine, NOW) == NOW - 31 * DAY


def test_a_trail_with_nothing_old_in_it_loses_nothing(database: Database) -> None:
    assert find_leap(database.engine, NOW) is None
    record(database, NOW - 6 * DAY)
    assert find_leap(database.engine, NOW) is None
