"""Events that wait to be bound into the chain: none is lost, none is forgotten, and whoever touches one is named."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from idp.audit.chain import Break, Fault, find_breaks
from idp.audit.events import Event, Tag
from idp.storage.trail.audit import audit_head, audit_trail
from idp.storage.trail.binder import Binder
from idp.storage.trail.binding import AT_ONCE
from idp.storage.trail.journal import audit_journal
from idp.storage.trail.pruning import prune_audit
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
LATER = datetime(2028, 12, 1, tzinfo=UTC)


def record(database: Database, *tags: Tag) -> None:
    for tag in tags:
        with database.begin() as stores:
            stores.audit.record(Event(tag, NOW, person_id="p1", client_id="c1"))


def list_tags(database: Database) -> list[str]:
    with database.begin() as stores:
        return [row.tag for row in stores.audit.load_rows()]


def verify(database: Database) -> tuple[Break, ...]:
    with database.begin() as stores:
        return find_breaks(stores.audit.load_rows(), STORE_KEYS.audit, stores.audit.load_checkpoint())


def count(database: Database, table: object = audit_journal) -> int:
    with database.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar() or 0  # type: ignore[arg-type]


def test_what_was_recorded_waits_until_somebody_reads(database: Database) -> None:
    record(database, Tag.STARTED, Tag.STOPPED)
    assert (count(database), count(database, audit_trail)) == (2, 0)
    assert list_tags(database) == ["started", "stopped"]
    assert (count(database), count(database, audit_trail)) == (0, 2)


def test_every_reader_sees_what_waits(database: Database) -> None:
    record(database, Tag.STARTED)
    with database.read() as stores:
        assert stores.audit_search.find_end() == 1
    record(database, Tag.STARTED)
    with database.read() as stores:
        assert stores.trail_pages.find_first(LATER) == 3
    record(database, Tag.STARTED)
    with database.begin() as stores:
        assert len(stores.history.list_latest("p1", (Tag.STARTED,), NOW, None, 9)) == 3
    record(database, Tag.STARTED)
    with database.begin() as stores:
        assert stores.audit.count() == 4
    record(database, Tag.STARTED)
    assert prune_audit(database, LATER, LATER) == 5


def test_a_unit_reads_while_it_writes(database: Database) -> None:
    record(database, Tag.STARTED)
    with database.begin() as stores:
        stores.sessions.add_client("s1", "payslips", NOW)
        stores.audit.record(Event(Tag.STOPPED, NOW))
        assert stores.audit_search.find_end() == 1
    assert list_tags(database) == ["started", "stopped"]


def test_what_a_dead_process_left_is_bound_by_another(database: Database) -> None:
    record(database, Tag.STARTED)
    other = Database(database.engine, STORE_KEYS)
    record(other, Tag.STOPPED)
    assert list_tags(other) == ["started", "stopped"]
    assert verify(database) == ()


def test_many_writers_and_binders_at_once_make_one_whole_chain(database: Database) -> None:
    def record_or_bind(number: int) -> None:
        if number % 5:
            record(database, Tag.PASSWORD_OK, Tag.SESSION_STARTED)
        else:
            database.bind()

    together(record_or_bind)
    assert len(list_tags(database)) == 80
    assert verify(database) == ()


def fail_after_recording(database: Database) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.PASSWORD_OK, NOW))
        raise RuntimeError("nothing happened after all")


def test_a_unit_that_fails_leaves_no_gap(database: Database) -> None:
    record(database, Tag.STARTED)
    with pytest.raises(RuntimeError, match="after all"):
        fail_after_recording(database)
    with pytest.raises(ValueError, match="time zone"), database.begin() as stores:
        stores.audit.record(Event(Tag.PASSWORD_OK, NOW.replace(tzinfo=None)))
    record(database, Tag.STOPPED)
    assert list_tags(database) == ["started", "stopped"]
    assert verify(database) == ()


def test_an_entry_that_was_changed_is_named(database: Database) -> None:
    record(database, Tag.STARTED, Tag.PASSWORD_WRONG, Tag.STOPPED)
    with database.engine.begin() as connection:
        connection.execute(
            update(audit_journal).where(audit_journal.c.tag == "password.wrong").values(tag="password.ok")
        )
    assert list_tags(database) == ["started", "audit.entry_forged", "stopped"]
    assert verify(database) == (Break(Fault.CHANGED, 2, 2),)


@pytest.mark.parametrize("at", [2**62, -(2**62), 0])
def test_an_entry_that_was_made_up_is_named_and_keeps_nothing_from_being_bound(
    database: Database, at: int
) -> None:
    record(database, Tag.STARTED)
    with database.engine.begin() as connection:
        made_up = "INSERT INTO audit_journal (entry, at, tag, fields, mac) VALUES ('0.x.1', :at, 'started', '{', 'é')"
        connection.execute(text(made_up), {"at": at})
    record(database, Tag.STOPPED)
    assert verify(database) == (Break(Fault.CHANGED, 2, 2),)


def test_an_entry_that_was_taken_away_is_missed_at_the_writers_next(database: Database) -> None:
    record(database, Tag.STARTED, Tag.PASSWORD_WRONG, Tag.STOPPED)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_journal).where(audit_journal.c.tag == "password.wrong"))
    assert list_tags(database) == ["started", "stopped"]
    assert verify(database) == (Break(Fault.MISSING, 2, 2),)


def test_a_writers_first_entry_is_missed_too(database: Database) -> None:
    record(database, Tag.STARTED)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_journal))
    record(database, Tag.STOPPED)
    assert verify(database) == (Break(Fault.MISSING, 1, 1),)


def test_an_entry_that_is_put_back_is_named(database: Database) -> None:
    record(database, Tag.STARTED)
    with database.engine.begin() as connection:
        entry = connection.execute(select(audit_journal)).mappings().one()
    database.bind()
    with database.engine.begin() as connection:
        connection.execute(insert(audit_journal).values(**{**entry, "place": 99}))
    assert verify(database) == (Break(Fault.REPEATED, 2, 2),)


def test_rows_cut_off_the_end_together_with_the_head_are_missed_at_the_writers_next(
    database: Database,
) -> None:
    record(database, Tag.STARTED, Tag.PASSWORD_WRONG, Tag.THROTTLED)
    database.bind()
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq > 1))
        first = select(audit_trail.c.hash).scalar_subquery()
        connection.execute(update(audit_head).values(seq=1, hash=first))
    assert verify(database) == ()
    record(database, Tag.STOPPED)
    assert verify(database) == (Break(Fault.MISSING, 2, 2),)


def test_a_writer_that_began_before_the_pruning_goes_on_after_it(database: Database) -> None:
    record(database, Tag.STARTED, Tag.PASSWORD_OK)
    assert prune_audit(database, LATER, LATER) == 2
    record(database, Tag.STOPPED)
    assert verify(database) == ()


def test_the_binder_binds_what_waits_and_the_rest_when_it_ends(database: Database) -> None:
    record(database, Tag.STARTED)
    binder = Binder(database, pause_seconds=60)
    binder.start()
    record(database, Tag.STOPPED)
    binder.stop()
    assert (count(database), count(database, audit_trail)) == (0, 2)


def test_others_write_while_much_is_bound(database: Database) -> None:
    with database.begin() as stores:
        for _ in range(AT_ONCE + 1):
            stores.audit.record(Event(Tag.REFRESH_USED, NOW))
    waiting: list[int] = []

    def write() -> None:
        waiting.append(count(database))
        record(database, Tag.STOPPED)

    database.bind(write)
    assert waiting == [1]
    assert (count(database), count(database, audit_trail)) == (0, AT_ONCE + 2)
