"""Takes the fields off rows whose kind's time is over; place, moment, tag and digest stay, and so does the chain."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Engine, Select, func, select, update

from idp.audit.emptied import NOTHING
from idp.audit.retention import Over, build_word
from idp.storage.trail.audit import audit_trail as trail
from idp.storage.trail.pruning import Tell, find_last
from idp.storage.unit_of_work import Database

ROWS_AT_ONCE: Final = 1000
"""Rows emptied in one transaction, so that nobody who signs in waits for it."""


def empty_audit(
    database: Database, over: Over, now: datetime, tell: Tell = lambda _done, _total: None
) -> int:
    """Empty the rows of a group that are older than it is kept; return how many there were.

    Said first and done afterwards: no row is empty before the event that answers for it is bound into the chain by its
    key. What has not been counted for the statistics yet waits until it has.
    """
    database.bind()
    with database.read() as stores:
        last = min(find_last(database, over.before), stores.daily_counts.load_place())
    total = count_full(database.engine, over, last)
    if total == 0:
        return 0
    with database.begin() as stores:
        stores.audit.record(build_word(over, last, total, now))
    database.bind()
    return empty_in_steps(database.engine, over, last, lambda done: tell(done, total))


def count_full(engine: Engine, over: Over, last: int) -> int:
    """Return how many rows of the group up to a place still have their fields."""
    with engine.connect() as connection:
        full = (trail.c.tag.in_(over.tags), trail.c.seq <= last, trail.c.fields != NOTHING)
        return connection.execute(select(func.count()).select_from(trail).where(*full)).scalar() or 0


def empty_in_steps(engine: Engine, over: Over, last: int, tell: Callable[[int], None]) -> int:
    """Empty the rows kind by kind, each in its index's order, some at a time; return how many there were."""
    done = 0
    for tag in over.tags:
        after: int | None = 0
        while after is not None:
            places = empty_some(engine, tag, after, last)
            after = places[-1] if places else None
            done += len(places)
            if places:
                tell(done)
    return done


def empty_some(engine: Engine, tag: str, after: int, last: int) -> Sequence[int]:
    """Empty the next rows of a kind and return their places. What somebody else is about to empty is passed by."""
    with engine.begin() as connection:
        places = connection.execute(ask_full(tag, after, last)).scalars().all()
        connection.execute(
            update(trail)
            .where(trail.c.seq.in_(places))
            .values(fields=NOTHING, person_id=None, client_id=None)
        )
    return places


def ask_full(tag: str, after: int, last: int) -> Select[Any]:
    """Return the question for the next rows of a kind that have their fields; one kind's index has them in order."""
    within = (trail.c.seq > after, trail.c.seq <= last)
    full = select(trail.c.seq).where(trail.c.tag == tag, *within, trail.c.fields != NOTHING)
    return full.order_by(trail.c.seq).limit(ROWS_AT_ONCE).with_for_update(skip_locked=True)
