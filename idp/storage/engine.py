"""Opens the database: SQLite in WAL mode with full durability, or PostgreSQL."""

import sqlite3
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from idp.storage.driver.at_hand import KEPT
from idp.storage.driver.dialect import DRIVER_NAME
from idp.storage.driver.line import watch_lines
from idp.storage.driver.reading import READING
from idp.storage.driver.rest import REST_SECONDS, watch_rest
from idp.storage.driver.transaction import BEGIN, UNIT, send

BUSY_SECONDS: Final = 5

OVERLOAD_ERRORS: tuple[type[Exception], ...] = (OperationalError, PoolTimeout)
"""What a database that is away, full or busy raises: try again later."""


def build_engine(url: str, *, pool_size: int = 8, rest_seconds: float = REST_SECONDS) -> Engine:
    """Return an engine for an SQLAlchemy URL such as `sqlite:///idp.sqlite` or `postgresql://…`.

    Every SQLite transaction begins IMMEDIATE: a deferred one that reads and then writes fails with "database
    is locked" instead of waiting its turn. PostgreSQL keeps synchronous_commit as the server has it, which
    must be on: a used code that comes back after a crash could be used again. On either, a transaction is what
    `begin` opens, and nothing else: reading alone costs one round trip, not three. Errors do not repeat the values of
    a statement, which would end up in the log with the stack. The driver prepares nothing by itself (decision 68).
    """
    most = pool_size + 2 * KEPT
    pool: dict[str, Any] = {"pool_size": pool_size, "max_overflow": most, "hide_parameters": True}
    if make_url(url).get_backend_name() != "sqlite":
        lined = make_url(url).set(drivername=DRIVER_NAME)
        engine = create_engine(lined, connect_args={"autocommit": True, "prepare_threshold": None}, **pool)
        event.listen(engine, "begin", begin)
        watch_lines(engine)
        watch_rest(engine, rest_seconds)
        return engine
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, json_deserializer=msgspec.json.decode, **pool
    )
    event.listen(engine, "connect", prepare_sqlite)
    event.listen(engine, "begin", begin)
    return engine


def prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Leave transactions to SQLAlchemy, switch on foreign keys and the write-ahead log."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin(connection: Connection) -> None:
    """Open a transaction; who only reads needs none, and a unit opens its own."""
    options = connection.get_execution_options()
    if not (options.get(READING) or options.get(UNIT)):
        send(connection, BEGIN[connection.dialect.name])
