"""Deletes what has expired. Nothing ever waits for it: whatever expires is judged by `expires_at` alone."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Engine, Table, delete, exists, select, tuple_

import idp.storage.stores  # noqa: F401 - registers every table
from idp.storage.metadata import metadata
from idp.storage.sessions import session_clients, sessions

KEPT_AFTER_EXPIRY: Final = timedelta(hours=24)
"""An expired row says for another day why it is gone, to whoever comes back to an old page."""

ROWS_AT_ONCE: Final = 1000
"""Rows deleted in one transaction, so that nobody who signs in waits for the pruning."""

ORPHANED: Final = ~exists().where(sessions.c.sid == session_clients.c.sid)
"""Applications of a session that is gone. `NOT IN` would look through every session for each of them."""

Between = Callable[[int], None]
"""Is told after each step how many rows it was, and may wait: SQLite's one lock is free meanwhile."""


def go_on(_rows: int) -> None:
    """Wait for nothing."""


def prune(engine: Engine, now: datetime, between: Between = go_on) -> Mapping[str, int]:
    """Delete rows that expired more than a day ago; return how many went, by table."""
    before = now - KEPT_AFTER_EXPIRY
    pruned = {
        table.name: delete_in_steps(engine, table, table.c.expires_at < before, between)
        for table in list_expiring()
    }
    return pruned | {session_clients.name: delete_in_steps(engine, session_clients, ORPHANED, between)}


def list_expiring() -> tuple[Table, ...]:
    """Return the tables whose rows go when they expire, those that others refer to last."""
    return tuple(table for table in reversed(metadata.sorted_tables) if "expires_at" in table.c)


def delete_in_steps(
    engine: Engine, table: Table, condition: ColumnElement[bool], between: Between = go_on
) -> int:
    """Delete the rows that meet the condition, some at a time; return how many there were."""
    key: Any = tuple_(*table.primary_key.columns)
    some = select(*table.primary_key.columns).where(condition).limit(ROWS_AT_ONCE)
    total = 0
    while True:
        with engine.begin() as connection:
            gone = connection.execute(delete(table).where(key.in_(some))).rowcount
        total += gone
        if gone < ROWS_AT_ONCE:
            return total
        between(gone)
