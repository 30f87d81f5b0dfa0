"""Sees every statement that reaches a database, whoever sent it."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

from psycopg.pq import Trace
from sqlalchemy import event

from idp.storage.unit_of_work import Database

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")
SENT = re.compile(r'^F\t\d+\t(Query|Parse|Bind)\t (?:"([^"]*)"(?: "([^"]*)")?)', re.MULTILINE)
"""What the client library traces of a message to the server."""


@contextmanager
def watch_statements(database: Database) -> Iterator[list[str]]:
    """Collect the statements of every connection that is taken from the pool meanwhile, less the transactions around them."""
    engine, seen = database.engine, list[str]()
    traces: dict[int, IO[str]] = {}

    def note(statement: str) -> None:
        if not statement.startswith(TRANSACTION):
            seen.append(statement)

    def watch(connection: Any, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(note)
            return
        trace = traces[id(connection)] = TemporaryFile("w+")  # noqa: SIM115 - closed when it comes back
        connection.pgconn.trace(trace.fileno())
        connection.pgconn.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)

    def leave(connection: Any, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)
        elif connection is not None:
            connection.pgconn.untrace()
            with traces.pop(id(connection)) as trace:
                for statement in read_trace(trace, connection):
                    note(statement)

    database.give_back()
    event.listen(engine, "checkout", watch)
    event.listen(engine, "checkin", leave)
    try:
        yield seen
    finally:
        database.give_back()
        event.remove(engine, "checkout", watch)
        event.remove(engine, "checkin", leave)


def read_trace(trace: IO[str], connection: Any) -> list[str]:
    """Return what was run on a connection; the server knows what the names of prepared statements stand for."""
    named = dict(connection.execute("SELECT name, statement FROM pg_prepared_statements").fetchall())
    found: list[str] = []
    trace.seek(0)
    for kind, first, second in SENT.findall(trace.read()):
        match kind:
            case "Query":
                found.append(first)
            case "Parse" if not first:
                named[""] = second
            case "Bind":
                found.append(named[second])
    return found
