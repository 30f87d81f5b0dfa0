"""The trail is read back from a moment on, in pages, however long it is."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from idp.audit.events import Event, Tag
from idp.storage.trail import pages as trail_pages
from idp.storage.trail.audit import audit_trail
from idp.storage.unit_of_work import Database

START = datetime(2026, 11, 1, tzinfo=UTC)
TAGS = (Tag.SESSION_STARTED, Tag.SERVICE_STARTED)
HOUR = timedelta(hours=1)


def record(database: Database, number: int, tag: Tag = Tag.SESSION_STARTED) -> None:
    """Record an event an hour, numbered from 1."""
    with database.begin() as stores:
        for hour in range(number):
            stores.audit.record(Event(tag, START + hour * HOUR, person_id=f"p{hour}"))
    database.bind()


def read(database: Database, since: datetime) -> list[int]:
    with database.read() as stores:
        return [one.seq for one in stores.trail_pages.list_since(TAGS, since)]


@pytest.mark.parametrize(("hours", "first"), [(-5, 1), (0, 1), (1, 2), (6.5, 8), (9, 10), (10, 11), (99, 11)])
def test_reading_begins_at_the_moment(database: Database, hours: float, first: int) -> None:
    record(database, 10)
    assert read(database, START + hours * HOUR) == list(range(first, 11))


def test_an_empty_trail_holds_nothing(database: Database) -> None:
    assert read(database, START) == []
    with database.read() as stores:
        assert stores.trail_pages.load_start() is None


def test_other_kinds_of_events_are_left_out(database: Database) -> None:
    record(database, 2)
    record(database, 2, Tag.CODE_REDEEMED)
    record(database, 1, Tag.SERVICE_STARTED)
    assert read(database, START) == [1, 2, 5]


def test_a_pruned_trail_is_read_from_where_it_begins(database: Database) -> None:
    record(database, 10)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq < 4))
    assert read(database, START) == [4, 5, 6, 7, 8, 9, 10]
    with database.read() as stores:
        assert stores.trail_pages.load_start() == START + 3 * HOUR


def test_pages_follow_each_other_without_a_gap(database: Database) -> None:
    number = 2 * trail_pages.PAGE + 3
    record(database, number)
    assert read(database, START) == list(range(1, number + 1))
