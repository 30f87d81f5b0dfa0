from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, insert, select, text, update

from idp.audit.chain import Break, Checkpoint, Fault, find_breaks
from idp.audit.events import Event, Tag
from idp.storage.trail.audit import audit_head, audit_trail
from idp.storage.unit_of_work import Database
from tests.support.statements import watch_statements
from tests.support.store_keys import STORE_KEYS
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)


def record(database: Database, *tags: Tag) -> None:
    with database.begin() as stores:
        for tag in tags:
            stores.audit.record(Event(tag, NOW, person_id="p1", zone="remote"))


def bind(database: Database, *tags: Tag) -> None:
    record(database, *tags)
    database.bind()


def load_checkpoint(database: Database) -> Checkpoint:
    with database.begin() as stores:
        return stores.audit.load_checkpoint()


def verify(database: Database, checkpoint: Checkpoint | None = None) -> tuple[Break, ...]:
    with database.begin() as stores:
        return find_breaks(
            stores.audit.load_rows(), STORE_KEYS.audit, checkpoint or stores.audit.load_checkpoint()
        )


def test_recorded_events_come_back_in_order_and_linked(database: Database) -> None:
    record(database, Tag.PASSWORD_OK, Tag.SESSION_STARTED)
    record(database, Tag.SESSION_ENDED)
    with database.begin() as stores:
        rows = list(stores.audit.load_rows())
    assert [(row.seq, row.at, row.tag) for row in rows] == [
        (1, NOW, "password.ok"),
        (2, NOW, "session.started"),
        (3, NOW, "session.ended"),
    ]
    assert rows[0].fields == '{"person_id":"p1","zone":"remote"}'
    assert verify(database) == ()


def test_an_empty_trail_holds(database: Database) -> None:
    assert verify(database) == ()
    assert load_checkpoint(database).seq == 0


def fail_after_recording(database: Database) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.PASSWORD_OK, NOW))
        raise RuntimeError("nothing happened after all")


def test_what_a_failed_unit_recorded_is_not_in_the_trail(database: Database) -> None:
    with pytest.raises(RuntimeError):
        fail_after_recording(database)
    assert load_checkpoint(database).seq == 0


def start_session(database: Database) -> None:
    with database.begin() as stores:
        stores.sessions.add_client("s1", "payslips", NOW)
        stores.audit.record(Event(Tag.SESSION_STARTED, NOW.replace(tzinfo=None)))


def test_a_unit_whose_events_cannot_be_written_changes_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        start_session(database)
    with database.begin() as stores:
        assert stores.sessions.list_clients(["s1"]) == {"s1": ()}


def test_fifty_writers_at_once_make_one_unbroken_chain(database: Database) -> None:
    together(lambda _: record(database, Tag.PASSWORD_WRONG, Tag.THROTTLED))
    assert load_checkpoint(database).seq == 100
    assert verify(database) == ()


def test_units_that_record_before_and_after_they_lock_a_row_never_wait_in_a_circle(
    database: Database,
) -> None:
    def record_and_lock(number: int) -> None:
        with database.begin() as stores:
            if number % 2:
                stores.audit.record(Event(Tag.STARTED, NOW))
            stores.sessions.add_client("s1", "payslips", NOW)
            if not number % 2:
                stores.audit.record(Event(Tag.STOPPED, NOW))

    together(record_and_lock)
    assert load_checkpoint(database).seq == 50


def test_a_unit_of_many_events_costs_one_statement(database: Database) -> None:
    record(database, Tag.STARTED)
    with watch_statements(database) as statements:
        record(database, *[Tag.PASSWORD_WRONG] * 5)
    assert [statement.split()[:3] for statement in statements] == [["INSERT", "INTO", "audit_journal"]]


def test_a_unit_that_records_nothing_never_touches_the_trail(database: Database) -> None:
    with watch_statements(database) as statements:
        record(database)
    assert statements == []


def test_one_changed_field_is_named(database: Database) -> None:
    bind(database, *[Tag.PASSWORD_WRONG] * 5)
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 3).values(tag="password.ok"))
    assert verify(database) == (Break(Fault.CHANGED, 3, 3),)


def test_a_deleted_row_is_named(database: Database) -> None:
    bind(database, *[Tag.PASSWORD_WRONG] * 5)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq == 2))
    assert verify(database) == (Break(Fault.DELETED, 2, 2),)


def test_two_swapped_rows_are_named(database: Database) -> None:
    bind(database, *[Tag.PASSWORD_WRONG] * 5)
    with database.engine.begin() as connection:
        for old, new in ((2, 99), (4, 2), (99, 4)):
            connection.execute(update(audit_trail).where(audit_trail.c.seq == old).values(seq=new))
    assert verify(database) == (Break(Fault.REORDERED, 2, 2), Break(Fault.REORDERED, 4, 4))


def test_a_tail_cut_off_is_named_by_the_chains_own_head(database: Database) -> None:
    bind(database, *[Tag.PASSWORD_WRONG] * 5)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq > 3))
    assert verify(database) == (Break(Fault.TRUNCATED, 4, 5),)


def test_yesterdays_database_put_back_is_named_by_a_checkpoint_kept_elsewhere(database: Database) -> None:
    record(database, Tag.STARTED, Tag.STOPPED)
    tomorrow = Checkpoint(7, "f" * 64)
    assert verify(database) == ()
    assert verify(database, tomorrow) == (Break(Fault.TRUNCATED, 3, 7),)


@pytest.mark.parametrize("column", ["person_id", "client_id"])
@pytest.mark.parametrize("name", [None, "p2"])
def test_a_row_that_is_to_be_found_under_another_name_is_named(
    database: Database, column: str, name: str | None
) -> None:
    with database.begin() as stores:
        stores.audit.record(Event(Tag.PASSWORD_OK, NOW, person_id="p1", client_id="c1"))
    bind(database, Tag.SESSION_STARTED)
    assert verify(database) == ()
    with database.engine.begin() as connection:
        connection.execute(update(audit_trail).where(audit_trail.c.seq == 1).values({column: name}))
    assert verify(database) == (Break(Fault.CHANGED, 1, 1),)


@pytest.mark.parametrize("beyond", [2**62, 2**63 - 1])
def test_a_row_put_beyond_all_others_keeps_nothing_from_being_bound(database: Database, beyond: int) -> None:
    bind(database, Tag.PASSWORD_OK)
    with database.engine.begin() as connection:
        row = connection.execute(select(audit_trail)).mappings().one()
        connection.execute(insert(audit_trail).values({**row, "seq": beyond}))
    bind(database, Tag.SESSION_STARTED, Tag.SESSION_ENDED)
    assert load_checkpoint(database).seq == 3
    assert {one.last for one in verify(database)} == {beyond - 1, beyond}


def test_a_row_put_behind_the_end_is_named_and_keeps_nothing_from_being_bound(database: Database) -> None:
    bind(database, Tag.PASSWORD_OK, Tag.SESSION_STARTED)
    with database.engine.begin() as connection:
        row = connection.execute(select(audit_trail).where(audit_trail.c.seq == 1)).mappings().one()
        connection.execute(insert(audit_trail).values({**row, "seq": 3}))
    bind(database, Tag.SESSION_ENDED)
    assert verify(database) == (Break(Fault.CHANGED, 3, 3),)
    assert load_checkpoint(database).seq == 4


def test_a_chain_whose_end_was_taken_away_goes_on_after_its_last_row(database: Database) -> None:
    bind(database, Tag.PASSWORD_OK, Tag.SESSION_STARTED)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_head))
    assert load_checkpoint(database).seq == 2
    bind(database, Tag.SESSION_ENDED)
    assert verify(database) == ()
    assert load_checkpoint(database).seq == 3


@pytest.mark.parametrize("at", [9 * 10**18, -9 * 10**18])
def test_a_row_with_a_moment_that_nobody_can_have_recorded_is_named(database: Database, at: int) -> None:
    bind(database, Tag.PASSWORD_OK, Tag.SESSION_STARTED)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE audit_trail SET at = :at WHERE seq = 1"), {"at": at})
    assert verify(database) == (Break(Fault.CHANGED, 1, 1),)
