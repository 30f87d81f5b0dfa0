"""How far a check of the chain has come, what it found, and what tampering it names."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update

from idp.admin.actor import build_operator
from idp.admin.audit import verifying
from idp.admin.audit.verifying import Verifying, is_running, percent_done
from idp.audit.chain import Break, Checkpoint, Fault
from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.pruning import prune_audit
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
OPERATOR = build_operator("root")


def fill(database: Database, count: int = 6) -> None:
    with database.begin() as stores:
        for number in range(count):
            stores.audit.record(Event(Tag.STARTED, NOW + timedelta(minutes=number)))
    database.bind()


def build(database: Database, spawned: list[Callable[[], None]] | None = None) -> Verifying:
    spawn = (lambda work: work()) if spawned is None else spawned.append
    return Verifying(
        database.begin, database.read, STORE_KEYS.audit, lambda: NOW, SystemChance().identifier, spawn
    )


def test_a_whole_chain_is_said_to_be_whole_and_the_check_is_recorded(database: Database) -> None:
    fill(database)
    found = build(database).run(OPERATOR, NOW)
    assert (found.outcome, found.total, found.done, found.breaks) == ("whole", 6, 6, ())
    with database.read() as stores:
        row = stores.audit_search.find_row(7)
    assert row is not None
    assert row.tag == Tag.AUDIT_VERIFIED


def test_what_was_done_to_a_row_is_named_and_kept(database: Database) -> None:
    fill(database)
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 2).values(fields='{"a":1}'))
        connection.execute(delete(audit_trail).where(audit_trail.c.seq == 4))
        connection.execute(delete(audit_trail).where(audit_trail.c.seq == 6))
    found = build(database).run(OPERATOR, NOW)
    assert found.outcome == "broken"
    assert found.breaks == (
        Break(Fault.CHANGED, 2, 2),
        Break(Fault.DELETED, 4, 4),
        Break(Fault.TRUNCATED, 6, 6),
    )
    assert build(database).load_latest(OPERATOR) == found


def test_a_checkpoint_shows_another_chain(database: Database) -> None:
    fill(database)
    found = build(database).run(OPERATOR, NOW, Checkpoint(3, "f" * 64))
    assert found.breaks == (Break(Fault.CHANGED, 3, 3),)
    assert found.against == Checkpoint(3, "f" * 64)


def test_one_that_goes_on_is_shown_instead_of_a_second(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "STEP", 2)
    fill(database)
    spawned: list[Callable[[], None]] = []
    desk = build(database, spawned)
    begun = desk.start(OPERATOR, NOW)
    assert (is_running(begun, NOW), percent_done(begun)) == (True, 0)
    assert desk.start(OPERATOR, NOW + timedelta(minutes=1)) == begun
    spawned[0]()
    assert not is_running(replace(begun, outcome="whole"), NOW)
    assert len(spawned) == 1


def test_of_many_begun_at_the_same_moment_one_is_made(database: Database) -> None:
    fill(database)
    spawned: list[Callable[[], None]] = []
    verifying = build(database, spawned)
    begun = together(lambda _number: verifying.start(OPERATOR, NOW), 8)
    assert len({one.verification_id for one in begun}) == len(spawned) == 1


def test_one_that_was_cut_off_gives_way_to_another(database: Database) -> None:
    fill(database)
    desk = build(database, [])
    begun = desk.start(OPERATOR, NOW)
    later = NOW + timedelta(minutes=3)
    assert not is_running(begun, later)
    assert desk.start(OPERATOR, later).verification_id != begun.verification_id


def test_rows_that_are_pruned_while_they_are_read_are_no_break(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(database, 9)
    monkeypatch.setattr("idp.storage.trail.search.ROWS_AT_ONCE", 2)
    monkeypatch.setattr(verifying, "STEP", 2)
    spawned: list[Callable[[], None]] = []
    desk = build(database, spawned)
    desk.start(OPERATOR, NOW)
    pruned: list[int] = []

    def clock() -> datetime:
        if not pruned:
            pruned.append(prune_audit(database, NOW + timedelta(minutes=6), NOW))
        return NOW

    spawned.clear()
    found = replace(desk, clock=clock).run(OPERATOR, NOW + timedelta(minutes=5))
    assert pruned == [6]
    assert (found.outcome, found.breaks) == ("whole", ())
