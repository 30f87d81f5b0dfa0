"""The whole trail searched: what is wanted, page by page, each question answered by an index."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine

from idp.audit.events import Event, Tag
from idp.audit.search import Page, Wanted
from idp.storage.trail import search as audit_search
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.search import build_questions, build_span_question
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TAGS = (Tag.PASSWORD_OK, Tag.PASSWORD_WRONG, Tag.CODE_REDEEMED)


def fill(database: Database, count: int = 12) -> None:
    """Record an event a minute: three kinds, two people, two applications or none, two zones, the last three done by somebody."""
    with database.begin() as stores:
        for number in range(count):
            stores.audit.record(
                Event(
                    TAGS[number % 3],
                    NOW + number * MINUTE,
                    person_id=f"p{number % 2}",
                    client_id=(None, "c1", "c2")[number % 3],
                    zone="remote" if number == 1 else "office",
                    details={("by", "staff_id")[number % 2]: "s1"} if number > 8 else {},
                )
            )
    database.bind()


def find(database: Database, wanted: Wanted, before: int | None = None, limit: int = 50) -> Page:
    with database.read() as stores:
        return stores.audit_search.find_page(wanted, before, limit)


def places(page: Page) -> list[int]:
    return [row.seq for row in page.rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(), [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (Wanted(person_id="p1"), [12, 10, 8, 6, 4, 2]),
        (Wanted(client_id="c1"), [11, 8, 5, 2]),
        (Wanted(tags=(Tag.CODE_REDEEMED,)), [12, 9, 6, 3]),
        (Wanted(tags=(Tag.CODE_REDEEMED, Tag.PASSWORD_OK)), [12, 10, 9, 7, 6, 4, 3, 1]),
        (Wanted(zone="remote"), [2]),
        (Wanted(by_id="s1"), [12, 11, 10]),
        (Wanted(by_id="s1", person_id="p1", tags=(Tag.CODE_REDEEMED,)), [12]),
        (Wanted(by_id="s1", tags=(Tag.CODE_REDEEMED, Tag.STARTED)), [12]),
        (Wanted(since=NOW + 9 * MINUTE), [12, 11, 10]),
        (Wanted(until=NOW + MINUTE), [2, 1]),
        (Wanted(since=NOW + 2 * MINUTE, until=NOW + 3 * MINUTE), [4, 3]),
        (Wanted(since=NOW + timedelta(days=1)), []),
        (Wanted(person_id="p1", client_id="c1", until=NOW + 5 * MINUTE), [2]),
        (Wanted(tags=(Tag.STARTED,)), []),
        (Wanted(tags=(Tag.PASSWORD_OK,), since=NOW + 3 * MINUTE, until=NOW + 9 * MINUTE), [10, 7, 4]),
    ],
)
def test_what_is_wanted_is_found_newest_first_and_read_out_oldest_first(
    database: Database, wanted: Wanted, found: list[int]
) -> None:
    fill(database)
    assert places(find(database, wanted)) == found
    with database.read() as stores:
        end = stores.audit_search.find_end()
        assert [row.seq for row in stores.audit_search.read_all(wanted, end)] == found[::-1]
        assert stores.audit_search.count(wanted, end) == len(found)


def test_an_empty_trail_holds_nothing(database: Database) -> None:
    assert find(database, Wanted(since=NOW)) == find(database, Wanted()) == Page((), None)


def test_pages_follow_each_other_without_a_gap(database: Database) -> None:
    fill(database)
    wanted = Wanted(tags=(Tag.CODE_REDEEMED, Tag.PASSWORD_OK))
    first = find(database, wanted, limit=5)
    second = find(database, wanted, before=first.more_before, limit=5)
    assert (places(first), places(second), second.more_before) == ([12, 10, 9, 7, 6], [4, 3, 1], None)


def test_a_zone_is_looked_for_some_rows_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_search, "LOOKED_THROUGH", 5)
    fill(database)
    page, shown = find(database, Wanted(zone="remote")), [0]
    while page.more_before is not None:
        shown.append(page.more_before)
        page = find(database, Wanted(zone="remote"), before=page.more_before)
    assert (shown, places(page)) == ([0, 8, 3], [2])


def test_rows_written_while_the_clock_was_wrong_are_found_by_the_time_they_claim(database: Database) -> None:
    for at in (NOW, NOW + timedelta(days=400), NOW + MINUTE, NOW - timedelta(days=400), NOW + 2 * MINUTE):
        with database.begin() as stores:
            stores.audit.record(Event(Tag.STARTED, at))
    assert places(find(database, Wanted(since=NOW, until=NOW + timedelta(hours=1)))) == [5, 3, 1]
    assert places(find(database, Wanted(since=NOW + timedelta(days=9)))) == [2]


def test_a_column_that_was_changed_behind_the_chain_finds_nothing(database: Database) -> None:
    fill(database)
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 1).values(client_id="c1"))
    assert 1 not in places(find(database, Wanted(client_id="c1")))


def test_everything_is_read_out_however_many_are_held_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_search, "ROWS_AT_ONCE", 4)
    fill(database)
    with database.read() as stores:
        assert [row.seq for row in stores.audit_search.read_all(Wanted(), 10)] == list(range(1, 11))


def explain(connection: Connection, question: Any) -> str:
    """Return how the database would answer."""
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name].dialect()
    written = str(question.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    head = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    plan = connection.exec_driver_sql(f"{head} {written.replace('%', '%%')}")
    return "\n".join(str(row[-1]) for row in plan)


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Wanted(person_id="p9"), "ix_audit_trail_person_id_seq"),
        (Wanted(client_id="c9"), "ix_audit_trail_client_id_seq"),
        (Wanted(tags=(Tag.STARTED,)), "ix_audit_trail_tag_seq"),
    ],
)
def test_each_question_is_answered_from_the_end_of_an_index(
    engine: Engine, wanted: Wanted, index: str
) -> None:
    fill(Database(engine, STORE_KEYS), 3000)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        (question,) = build_questions(wanted, 50, 1, 3001)
        plan = explain(connection, question)
    assert index in plan
    assert "SORT" not in plan.upper().replace("B-TREE FOR ORDER BY", "SORT")


def test_a_kind_that_never_was_is_not_looked_for_along_the_chain(engine: Engine) -> None:
    fill(Database(engine, STORE_KEYS), 3000)
    (question,) = build_questions(Wanted(tags=(Tag.PASSKEY_ADDED,)), 50, 1, 3001)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        plan = explain(connection, question)
    assert "ix_audit_trail_tag_seq" in plan
    assert "pk_audit_trail" not in plan


def test_a_kind_is_found_on_either_side_of_a_place_and_no_other_kind_with_it(database: Database) -> None:
    fill(database)
    wanted = Wanted(tags=(Tag.PASSWORD_WRONG,))
    with database.read() as stores:
        before = stores.audit_search.find_page(wanted, 8, 50)
        after = stores.audit_search.find_newer(wanted, 5, 50)
    assert (places(before), places(after)) == ([5, 2], [11, 8])


@pytest.mark.parametrize("named", ["x" * 65, "nul\x00", "två\nrader"])
def test_a_name_that_no_application_can_have_is_recorded_all_the_same(database: Database, named: str) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.CLIENT_AUTHENTICATION_FAILED, NOW, client_id=named))
    assert places(find(database, Wanted())) == [1]


def test_a_name_that_no_person_can_have_keeps_nothing_out_of_the_chain(database: Database) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.AUDIT_SEARCHED, NOW, person_id="x" * 128))
        stores.audit.record(Event(Tag.PASSWORD_WRONG, NOW))
    assert places(find(database, Wanted())) == [2, 1]


@pytest.mark.parametrize(
    "wanted", [Wanted(until=NOW + MINUTE), Wanted(since=NOW + 2990 * MINUTE)], ids=["oldest", "newest"]
)
def test_a_time_is_answered_by_its_index_and_not_along_the_chain(engine: Engine, wanted: Wanted) -> None:
    fill(Database(engine, STORE_KEYS), 3000)
    with engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        plan = explain(connection, build_span_question(wanted))
    assert "ix_audit_trail_at_seq" in plan
    assert "pk_audit_trail" not in plan


def test_the_page_of_newer_rows_follows_closely(database: Database) -> None:
    fill(database)
    wanted = Wanted(tags=(Tag.CODE_REDEEMED, Tag.PASSWORD_OK))
    with database.read() as stores:
        page = stores.audit_search.find_newer(wanted, 3, 3)
        last = stores.audit_search.find_newer(wanted, page.more_after or 0, 50)
    assert (places(page), places(last), last.more_after) == ([7, 6, 4], [12, 10, 9], None)


def test_a_zone_is_looked_for_among_newer_rows_some_at_a_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_search, "LOOKED_THROUGH", 5)
    fill(database)
    with database.read() as stores:
        page = stores.audit_search.find_newer(Wanted(zone="remote"), 2, 50)
        assert (places(page), page.more_after) == ([], 7)
        assert stores.audit_search.find_newer(Wanted(zone="remote"), 12, 50) == Page((), None, None)


def test_a_row_is_found_by_its_place(database: Database) -> None:
    fill(database)
    with database.read() as stores:
        row = stores.audit_search.find_row(3)
        assert row is not None
        assert (row.seq, row.tag) == (3, Tag.CODE_REDEEMED)
        assert stores.audit_search.find_row(99) is None
