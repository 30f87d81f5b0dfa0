"""The audit trail loses its beginning when its time is over, and still proves that nothing else is missing."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from idp.audit.chain import Break, Fault, find_breaks
from idp.audit.events import Event, Tag
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.pruning import prune_audit
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)
KEEP = timedelta(days=730)


def record(database: Database, *ages: timedelta) -> None:
    """Record an event of each age, in this order."""
    for age in ages:
        with database.begin() as stores:
            stores.audit.record(Event(Tag.PASSWORD_OK, NOW - age, person_id="p1"))
    database.bind()


def verify(database: Database) -> tuple[Break, ...]:
    with database.begin() as stores:
        return find_breaks(stores.audit.load_rows(), STORE_KEYS.audit, stores.audit.load_checkpoint())


def list_rows(database: Database) -> list[tuple[int, str]]:
    with database.begin() as stores:
        return [(row.seq, row.tag) for row in stores.audit.load_rows()]


def test_what_is_older_goes_and_the_rest_still_holds(database: Database) -> None:
    record(database, KEEP + 2 * DAY, KEEP + DAY, KEEP, DAY)
    assert prune_audit(database, NOW - KEEP, NOW) == 2
    assert list_rows(database) == [(3, "password.ok"), (4, "password.ok"), (5, "audit.pruned")]
    assert verify(database) == ()


def test_pruning_again_takes_nothing_and_says_nothing(database: Database) -> None:
    record(database, KEEP + DAY, DAY)
    prune_audit(database, NOW - KEEP, NOW)
    before = list_rows(database)
    assert prune_audit(database, NOW - KEEP, NOW) == 0
    assert list_rows(database) == before


def test_pruning_goes_on_where_it_ended(database: Database) -> None:
    record(database, KEEP + DAY, KEEP - DAY, DAY)
    prune_audit(database, NOW - KEEP, NOW)
    assert prune_audit(database, NOW + 2 * DAY - KEEP, NOW + 2 * DAY) == 1
    assert verify(database) == ()


def test_whoever_cuts_more_off_the_beginning_is_seen(database: Database) -> None:
    record(database, KEEP + DAY, 3 * DAY, 2 * DAY, DAY)
    prune_audit(database, NOW - KEEP, NOW)
    with database.engine.begin() as connection:
        connection.execute(delete(audit_trail).where(audit_trail.c.seq < 4))
    assert verify(database) == (Break(Fault.DELETED, 2, 3),)


def test_a_pruning_that_was_killed_before_it_deleted_leaves_no_break(database: Database) -> None:
    record(database, KEEP + DAY, DAY)
    with database.begin() as stores:
        stores.audit.record(Event(Tag.AUDIT_PRUNED, NOW, details={"last_row": 1}))
    assert verify(database) == ()
    assert prune_audit(database, NOW - KEEP, NOW) == 1
    assert verify(database) == ()


@pytest.mark.parametrize("forged", ['{"last_row":3}', '{"last_row":99}'])
def test_nobody_without_the_key_can_say_that_rows_were_pruned(database: Database, forged: str) -> None:
    record(database, 4 * DAY, 3 * DAY, 2 * DAY, DAY)
    with database.engine.begin() as connection:
        connection.execute(
            audit_trail.update().where(audit_trail.c.seq == 4).values(tag="audit.pruned", fields=forged)
        )
        connection.execute(delete(audit_trail).where(audit_trail.c.seq < 4))
    assert Break(Fault.DELETED, 1, 3) in verify(database)


def test_an_event_written_while_the_clock_was_wrong_keeps_what_came_before_it(database: Database) -> None:
    record(database, KEEP + 2 * DAY, DAY, KEEP + DAY, DAY)
    assert prune_audit(database, NOW - KEEP, NOW) == 1
    assert [seq for seq, _ in list_rows(database)] == [2, 3, 4, 5]
