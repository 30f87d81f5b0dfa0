"""Each row of the trail is counted once, on the day it happened, whoever counts and however often they are stopped."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from idp.admin.statistics import counting
from idp.admin.statistics.counting import CountingRound
from idp.audit.daily import Cell, Counted, Measure
from idp.audit.events import Event, Tag
from idp.storage.trail.audit import audit_trail
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def record(database: Database, *events: Event) -> None:
    with database.begin() as stores:
        for event in events:
            stores.audit.record(event)
    database.bind()


def sign_in(at: datetime, zone: str = "office", method: str = "passkey") -> Event:
    return Event(Tag.SESSION_STARTED, at, person_id="p1", zone=zone, outcome=method)


def count(database: Database) -> None:
    CountingRound(database.begin, database.read).run(NOON)


def read(database: Database, measure: Measure, *, by_month: bool = False) -> list[tuple[str, str, int]]:
    with database.read() as stores:
        found = stores.daily_counts.list_counts(measure, "2026-01-01", "2026-12-31", by_month=by_month)
    return [(one.period, one.label, one.count) for one in found]


def test_a_round_counts_what_is_new_and_nothing_twice(database: Database) -> None:
    record(database, sign_in(NOON), sign_in(NOON, "remote"), Event(Tag.STARTED, NOON))
    count(database)
    count(database)
    record(database, sign_in(NOON))
    count(database)
    assert read(database, Measure.SIGN_INS) == [("2026-11-23", "office", 2), ("2026-11-23", "remote", 1)]


def test_a_row_that_is_written_late_counts_on_the_day_it_happened(database: Database) -> None:
    record(database, sign_in(NOON))
    count(database)
    record(database, sign_in(NOON - 3 * DAY))
    count(database)
    assert [day for day, _, _ in read(database, Measure.SIGN_INS)] == ["2026-11-20", "2026-11-23"]


def test_a_long_trail_is_counted_some_rows_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", 3)
    monkeypatch.setattr(counting, "MOST_AT_ONCE", 2)
    record(database, *(sign_in(NOON) for _ in range(10)))
    count(database)
    assert read(database, Measure.SIGN_INS)[0][2] == 6
    count(database)
    assert read(database, Measure.SIGN_INS)[0][2] == 10


def test_ten_that_count_at_once_count_each_row_once(database: Database) -> None:
    record(database, *(sign_in(NOON) for _ in range(40)))
    together(lambda _: count(database), 10)
    count(database)
    assert read(database, Measure.SIGN_INS) == [("2026-11-23", "office", 40)]


def test_counts_of_a_place_that_has_moved_are_thrown_away(database: Database) -> None:
    cell = {Cell("2026-11-23", Measure.CODES, "sms"): 7}
    with database.begin() as stores:
        assert stores.daily_counts.add(cell, 0, 5)
    with database.begin() as stores:
        assert not stores.daily_counts.add(cell, 0, 5)
        assert not stores.daily_counts.add(cell, 4, 9)
        assert stores.daily_counts.load_place() == 5
    assert read(database, Measure.CODES) == [("2026-11-23", "sms", 7)]


def test_a_row_that_somebody_made_unreadable_stops_no_counting(database: Database) -> None:
    record(database, sign_in(NOON), sign_in(NOON))
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 1).values(fields="{"))
    count(database)
    assert read(database, Measure.SIGN_INS) == [("2026-11-23", "office", 1)]


def test_months_are_the_sum_of_their_days(database: Database) -> None:
    record(database, sign_in(NOON), sign_in(NOON - DAY), sign_in(NOON - 30 * DAY))
    count(database)
    assert read(database, Measure.SIGN_INS, by_month=True) == [
        ("2026-10", "office", 1),
        ("2026-11", "office", 2),
    ]


def test_the_largest_come_first_and_no_more_than_asked_for(database: Database) -> None:
    for client_id, times in (("a", 1), ("b", 3), ("c", 2)):
        granted = Event(Tag.AUTHORIZATION_GRANTED, NOON, client_id=client_id, level="loa3")
        record(database, *(granted for _ in range(times)))
    count(database)
    with database.read() as stores:
        found = stores.daily_counts.list_largest(Measure.APPLICATIONS, "2026-11-01", "2026-11-30", 2)
    assert found == tuple(
        Counted("2026-11-01/2026-11-30", Measure.APPLICATIONS, label, number)
        for label, number in (("b", 3), ("c", 2))
    )
