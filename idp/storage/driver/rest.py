"""Finds out whether a connection that has rested in the pool still lives, before it is used."""

from time import monotonic
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection, Dialect
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import ConnectionPoolEntry

REST_SECONDS: Final = 5.0
"""Asking costs a round trip, so a connection that was used a moment ago is not asked."""


def watch_rest(engine: Engine, rest_seconds: float) -> None:
    """Ask a connection that has rested whether it lives; when the server hung up, connect anew, and so for all others."""

    def note_return(_connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["returned_at"] = monotonic()

    def ask_after_rest(connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: Any) -> None:
        if monotonic() - entry.info.get("returned_at", monotonic()) > rest_seconds:
            check_alive(engine.dialect, connection)

    event.listen(engine, "checkin", note_return)
    event.listen(engine, "checkout", ask_after_rest)


def check_alive(dialect: Dialect, connection: DBAPIConnection) -> None:
    """Ask the server for a sign of life. Raises InvalidatePoolError, at which the pool connects anew."""
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as error:
        raise InvalidatePoolError("the server hung up") from error
