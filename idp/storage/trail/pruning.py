"""Deletes what is older than the audit trail is kept, from its beginning, and leaves word of it in what remains."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from idp.audit.chain import LAST_PRUNED
from idp.audit.events import Event, Tag
from idp.storage.prune import delete_in_steps
from idp.storage.trail.audit import audit_trail
from idp.storage.unit_of_work import Database

NOTHING: Final = 0

Tell = Callable[[int, int], None]
"""Be told how many of how many rows are done, and wait a little: whoever signs in comes between."""


def prune_audit(
    database: Database, before: datetime, now: datetime, tell: Tell = lambda _done, _total: None
) -> int:
    """Delete the events from the first to the last before the moment; return how many went.

    Said first and done afterwards: a run that is killed leaves rows that may go, never a gap that nobody answers for.
    The event is bound into the chain by its key, so that nobody else can cut rows off the beginning unseen.
    """
    database.bind()
    last = find_last(database, before)
    if last == NOTHING:
        return NOTHING
    with database.begin() as stores:
        stores.audit.record(Event(Tag.AUDIT_PRUNED, now, details={LAST_PRUNED: last}))
    database.bind()
    done, total = 0, last - find_first(database) + 1

    def follow(rows: int) -> None:
        nonlocal done
        done += rows
        tell(done, total)

    return delete_in_steps(database.engine, audit_trail, audit_trail.c.seq <= last, follow)


def find_first(database: Database) -> int:
    """Return the place of the first event that is kept; 1 for none."""
    with database.engine.connect() as connection:
        return connection.execute(select(func.min(audit_trail.c.seq))).scalar() or 1


def find_last(database: Database, before: datetime) -> int:
    """Return the place of the last event that may go; 0 for none. A clock that once went back takes nothing young along."""
    with database.engine.connect() as connection:
        young = connection.execute(
            select(func.min(audit_trail.c.seq)).where(audit_trail.c.at >= before)
        ).scalar()
        ends = select(func.max(audit_trail.c.seq)).where(audit_trail.c.at < before)
        if young is not None:
            ends = ends.where(audit_trail.c.seq < young)
        return connection.execute(ends).scalar() or NOTHING
