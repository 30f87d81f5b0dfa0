"""The trail read back: one person's happenings, a page at a time, by an index of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update

from idp.audit.events import Event, Tag
from idp.audit.history import Happening
from idp.storage.trail.audit import audit_trail
from idp.storage.unit_of_work import Database

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=90)
TAGS = (Tag.SESSION_STARTED, Tag.PASSWORD_WRONG)


def record(database: Database, tag: Tag, person_id: str = "p1", at: datetime = NOW) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(tag, at, person_id=person_id, zone="remote"))
    database.bind()


def latest(database: Database, before: int | None = None, limit: int = 10) -> list[Happening]:
    with database.begin() as stores:
        return list(stores.history.list_latest("p1", TAGS, LONG_AGO, before, limit))


def test_the_newest_comes_first_with_what_was_recorded(database: Database) -> None:
    record(database, Tag.SESSION_STARTED)
    record(database, Tag.PASSWORD_WRONG)
    newest, oldest = latest(database)
    assert (newest.tag, oldest.tag) == (Tag.PASSWORD_WRONG, Tag.SESSION_STARTED)
    assert (newest.get("zone"), newest.get("sid")) == ("remote", None)


def test_a_page_begins_before_the_last_of_the_one_before_it(database: Database) -> None:
    for _ in range(5):
        record(database, Tag.SESSION_STARTED)
    first = latest(database, limit=3)
    second = latest(database, before=first[-1].seq, limit=3)
    assert [one.seq for one in (*first, *second)] == [5, 4, 3, 2, 1]


def test_other_people_other_tags_and_other_times_are_left_out(database: Database) -> None:
    record(database, Tag.SESSION_STARTED, "p2")
    record(database, Tag.CODE_REDEEMED)
    record(database, Tag.SESSION_STARTED, at=LONG_AGO - timedelta(seconds=1))
    assert latest(database) == []


def test_a_row_moved_to_another_person_behind_the_chain_is_not_shown(database: Database) -> None:
    record(database, Tag.SESSION_STARTED, "p2")
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).values(person_id="p1"))
    assert latest(database) == []


def test_what_happened_between_two_moments_comes_oldest_first(database: Database) -> None:
    for minute in range(4):
        record(database, Tag.SESSION_STARTED, at=NOW + timedelta(minutes=minute))
    with database.begin() as stores:
        found = stores.history.list_between(
            "p1", TAGS, NOW + timedelta(minutes=1), NOW + timedelta(minutes=2)
        )
    assert [one.seq for one in found] == [2, 3]


@pytest.mark.parametrize("count", [1000])
def test_one_persons_page_is_found_by_the_index(sqlite_database: Database, count: int) -> None:
    with sqlite_database.begin() as stores:
        for number in range(count):
            stores.audit.record(Event(Tag.SESSION_STARTED, NOW, person_id=f"p{number}"))
    sqlite_database.bind()
    question = (
        "EXPLAIN QUERY PLAN SELECT seq FROM audit_trail WHERE person_id = 'p1' AND tag IN ('a', 'b')"
        " AND at >= 0 ORDER BY seq DESC LIMIT 21"
    )
    with sqlite_database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        plan = " ".join(str(row[-1]) for row in connection.execute(text(question)))
    assert "ix_audit_trail_person_id_seq" in plan
