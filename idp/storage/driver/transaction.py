"""A unit's own transaction, opened and ended on the driver: what SQLAlchemy does beside it costs more than the database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from idp.storage.driver.line import LINE
from idp.storage.driver.rows import raise_as_ours

UNIT: Final = "idp_unit"
"""The execution option of connections whose transactions are opened here."""

BEGIN: Final = {"postgresql": "BEGIN", "sqlite": "BEGIN IMMEDIATE"}
"""Every SQLite transaction takes the write lock at once."""


def build_writer(engine: Engine) -> Engine:
    """Return the engine for units that write, over the same pool."""
    return engine.execution_options(**{UNIT: True})


@contextmanager
def open_transaction(connection: Connection) -> Iterator[None]:
    """Open a transaction; commit it when the block ends, and roll it back when it raises."""
    send(connection, BEGIN[connection.dialect.name])
    try:
        yield
    except BaseException:
        if not connection.invalidated:
            with suppress(DBAPIError):  # the pool throws away what cannot be rolled back
                send(connection, "ROLLBACK")
        raise
    send(connection, "COMMIT")


def send(connection: Connection, sql: str) -> None:
    """Run a statement without parameters. Raises SQLAlchemy's errors."""
    line = connection.info.get(LINE)
    try:
        if line is None:
            connection.connection.driver_connection.execute(sql)  # type: ignore[union-attr]  # SQLite's has it
        else:
            line.send(sql.encode())
    except connection.dialect.loaded_dbapi.Error as error:
        raise_as_ours(connection, sql, error)
