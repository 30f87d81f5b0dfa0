"""Kinds of events lose their fields when their time is over, and the trail still proves that nothing else is missing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update

from idp.admin.actor import build_operator
from idp.admin.audit.desk import AuditDesk
from idp.admin.audit.forms import Form
from idp.admin.audit.verifying import Verifying
from idp.admin.statistics.counting import CountingRound
from idp.audit.chain import Break, Fault, Verdict, judge_chain
from idp.audit.daily import Measure
from idp.audit.events import Event, Tag
from idp.audit.export import read_json
from idp.audit.retention import Over, build_word, list_over
from idp.audit.search import Wanted
from idp.chance import SystemChance
from idp.storage.trail import emptying
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.emptying import empty_audit
from idp.storage.trail.pruning import prune_audit
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KEEP = timedelta(days=100)
OPERATOR = build_operator("root")
OLD = ((Tag.PASSWORD_OK, KEEP + DAY), (Tag.CLIENT_ADDED, KEEP + DAY), (Tag.SESSION_STARTED, KEEP + DAY))
YOUNG = ((Tag.PASSWORD_OK, DAY),)


def fill(database: Database, *events: tuple[Tag, timedelta]) -> None:
    """Record an event of each kind and age, in this order, and count them."""
    for tag, age in events:
        with database.begin() as stores:
            stores.audit.record(
                Event(tag, NOW - age, person_id="p1", client_id="c1", zone="remote", outcome="otp")
            )
    CountingRound(database.begin, database.read).run(NOW)


def sign_ins(now: datetime = NOW) -> Over:
    return list_over({"sign_in": KEEP.days}, now)[0]


def judge(database: Database) -> Verdict:
    with database.begin() as stores:
        return judge_chain(stores.audit.load_rows(), STORE_KEYS.audit, stores.audit.load_checkpoint())


def list_empty(database: Database) -> list[int]:
    with database.begin() as stores:
        return [row.seq for row in stores.audit.load_rows() if not row.fields]


def empty_by_hand(database: Database, *places: int) -> None:
    with database.engine.begin() as connection:
        emptied = {"fields": "", "person_id": None, "client_id": None}
        connection.execute(update(audit_trail).where(audit_trail.c.seq.in_(places)).values(emptied))


def test_what_is_over_loses_its_fields_and_the_chain_holds(database: Database) -> None:
    fill(database, *OLD, *YOUNG)
    assert empty_audit(database, sign_ins(), NOW) == 2
    assert list_empty(database) == [1, 3]
    assert judge(database) == Verdict((), 2)


def test_nothing_of_the_person_is_left_in_the_row(database: Database) -> None:
    fill(database, *OLD)
    empty_audit(database, sign_ins(), NOW)
    with database.engine.connect() as connection:
        row = connection.execute(select(audit_trail).where(audit_trail.c.seq == 1)).mappings().one()
    assert (row["person_id"], row["client_id"], row["fields"]) == (None, None, "")
    assert "p1" not in str(dict(row))


def test_emptying_again_takes_nothing_and_says_nothing(database: Database) -> None:
    fill(database, *OLD)
    empty_audit(database, sign_ins(), NOW)
    assert empty_audit(database, sign_ins(), NOW) == 0
    with database.read() as stores:
        assert stores.audit_search.find_end() == len(OLD) + 1


def test_emptying_goes_on_where_it_ended(database: Database) -> None:
    fill(database, *OLD, (Tag.THROTTLED, KEEP - DAY))
    empty_audit(database, sign_ins(), NOW)
    later = NOW + 2 * DAY
    assert empty_audit(database, sign_ins(later), later) == 1
    assert judge(database) == Verdict((), 3)


def test_a_run_that_was_killed_is_finished_by_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, *OLD)
    monkeypatch.setattr(emptying, "ROWS_AT_ONCE", 1)

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        empty_audit(database, sign_ins(), NOW, stop)
    assert judge(database) == Verdict((), 1)
    told: list[tuple[int, int]] = []
    assert empty_audit(database, sign_ins(), NOW, lambda done, total: told.append((done, total))) == 1
    assert told[-1] == (1, 1)
    assert judge(database) == Verdict((), 2)


def test_a_row_that_is_emptied_by_hand_is_named(database: Database) -> None:
    fill(database, *OLD, *YOUNG)
    empty_audit(database, sign_ins(), NOW)
    empty_by_hand(database, 2, 4, 5)
    assert judge(database).breaks == (
        Break(Fault.EMPTIED, 1, 1),
        Break(Fault.EMPTIED, 2, 2),
        Break(Fault.EMPTIED, 3, 3),
        Break(Fault.EMPTIED, 4, 4),
        Break(Fault.EMPTIED, 5, 5),
    )


def test_when_the_word_is_taken_away_its_rows_are_named(database: Database) -> None:
    fill(database, *OLD)
    empty_audit(database, sign_ins(), NOW)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq == 4))
    assert set(judge(database).breaks) >= {Break(Fault.EMPTIED, 1, 1), Break(Fault.EMPTIED, 3, 3)}


def test_when_the_word_claims_less_than_was_emptied_the_rest_is_named(database: Database) -> None:
    fill(database, *OLD)
    with database.begin() as stores:
        stores.audit.record(build_word(sign_ins(), 2, 1, NOW))
    database.bind()
    empty_by_hand(database, 1, 3)
    assert judge(database) == Verdict((Break(Fault.EMPTIED, 3, 3),), 1)


def test_what_has_not_been_counted_is_not_emptied(database: Database) -> None:
    fill(database, *OLD)
    with database.begin() as stores:
        stores.audit.record(Event(Tag.SESSION_STARTED, NOW - KEEP - DAY, zone="remote"))
    assert empty_audit(database, sign_ins(), NOW) == 2
    fill(database)
    assert empty_audit(database, sign_ins(), NOW) == 1
    fill(database)
    with database.read() as stores:
        counted = stores.daily_counts.list_counts(
            Measure.SIGN_INS, "2026-01-01", "2026-12-31", by_month=False
        )
    assert [(one.label, one.count) for one in counted] == [("remote", 2)]


def test_two_who_empty_at_once_empty_each_row_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emptying, "ROWS_AT_ONCE", 2)
    fill(database, *OLD * 6)
    emptied = together(lambda _: empty_audit(database, sign_ins(), NOW), 2)
    assert sum(emptied) == 12
    assert judge(database) == Verdict((), 12)


def test_what_is_recorded_meanwhile_is_bound_behind_it(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(emptying, "ROWS_AT_ONCE", 1)
    fill(database, *OLD * 4)

    def act(number: int) -> None:
        if number == 0:
            empty_audit(database, sign_ins(), NOW)
            return
        for _ in range(10):
            fill(database, *YOUNG)

    together(act, 3)
    assert judge(database) == Verdict((), 8)


def test_whole_rows_go_with_the_trail_and_take_no_word_along_that_is_needed(database: Database) -> None:
    fill(database, (Tag.PASSWORD_OK, 800 * DAY), *OLD, *YOUNG)
    empty_audit(database, sign_ins(), NOW)
    assert prune_audit(database, NOW - 730 * DAY, NOW) == 1
    assert judge(database) == Verdict((), 2)


def test_an_empty_row_is_found_by_kind_and_time_and_by_nothing_else(database: Database) -> None:
    fill(database, *OLD)
    empty_audit(database, sign_ins(), NOW)
    with database.read() as stores:
        find = stores.audit_search.find_page
        assert [row.seq for row in find(Wanted(tags=(Tag.PASSWORD_OK,)), None, 9).rows] == [1]
        assert [row.seq for row in find(Wanted(until=NOW - KEEP), None, 9).rows] == [3, 2, 1]
        for wanted in (Wanted(person_id="p1"), Wanted(client_id="c1"), Wanted(zone="remote")):
            assert [row.seq for row in find(wanted, None, 9).rows] == [2]
        assert stores.history.list_latest("p1", tuple(Tag), NOW - 2 * KEEP, None, 9)[0].seq == 2
        assert stores.trail_pages.list_page((Tag.PASSWORD_OK,), 1, 9) == ((), 10)


def test_an_empty_row_that_is_given_a_person_by_hand_is_nobodys(database: Database) -> None:
    fill(database, *OLD)
    empty_audit(database, sign_ins(), NOW)
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).values(person_id="p2"))
    with database.read() as stores:
        assert stores.history.list_latest("p2", tuple(Tag), NOW - 2 * KEEP, None, 9) == ()


def test_an_export_during_which_rows_are_emptied_verifies(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.storage.trail.search.ROWS_AT_ONCE", 2)
    fill(database, *OLD * 3)
    desk = AuditDesk(database.begin, database.read, STORE_KEYS.audit, "host")
    leaving = desk.export(OPERATOR, Wanted(), Form.JSONL, NOW)

    def take() -> Iterator[str]:
        for number, line in enumerate(leaving.lines):
            yield line
            if number == 2:
                empty_audit(database, sign_ins(), NOW)

    verdict = judge_chain(read_json(take()), STORE_KEYS.audit)
    assert verdict.breaks == ()
    assert 0 < verdict.emptied < 6


def test_a_check_during_which_rows_are_emptied_finds_the_chain_whole(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.storage.trail.search.ROWS_AT_ONCE", 2)
    monkeypatch.setattr("idp.admin.audit.verifying.STEP", 2)
    fill(database, *OLD * 3)

    def clock() -> datetime:
        empty_audit(database, sign_ins(), NOW)
        return NOW

    verifying = Verifying(
        database.begin, database.read, STORE_KEYS.audit, clock, SystemChance().identifier, lambda work: work()
    )
    found = verifying.run(OPERATOR, NOW)
    assert (found.outcome, found.breaks) == ("whole", ())
    again = replace(verifying, clock=lambda: NOW).run(OPERATOR, NOW + DAY)
    assert (again.outcome, again.emptied) == ("whole", 6)
    assert verifying.load_latest(OPERATOR) == again


def test_the_page_of_an_empty_row_says_whether_something_answers_for_it(database: Database) -> None:
    fill(database, *OLD, *YOUNG)
    empty_audit(database, sign_ins(), NOW)
    empty_by_hand(database, 2, 4)
    desk = AuditDesk(database.begin, database.read, STORE_KEYS.audit, "host")
    assert [desk.show(OPERATOR, seq, NOW).is_whole for seq in (1, 2, 3, 4)] == [True, False, True, False]


def test_each_step_is_answered_in_order_by_the_index_of_its_kind(sqlite_database: Database) -> None:
    dialect, literally = sqlite_database.engine.dialect, {"literal_binds": True}
    written = emptying.ask_full(Tag.PASSWORD_OK, 7, 9).compile(dialect=dialect, compile_kwargs=literally)
    with sqlite_database.engine.connect() as connection:
        plan = str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {written}").all())
    assert "ix_audit_trail_tag_seq" in plan
    assert "TEMP B-TREE" not in plan
