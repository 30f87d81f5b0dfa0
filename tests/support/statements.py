"""Sees every statement that reaches a driver, whoever sent it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import Engine, event

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def watch_statements(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements of every connection that is taken from the pool meanwhile, less the transactions around them."""
    seen: list[str] = []

    def note(statement: str) -> None:
        if not statement.startswith(TRANSACTION):
            seen.append(statement)

    class Watched(psycopg.Cursor[Any]):
        """A cursor that tells what it runs."""

        def execute(self, query: Any, *arguments: Any, **options: Any) -> Any:
            note(str(query))
            return super().execute(query, *arguments, **options)

    def watch(connection: Any, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(note)
        else:
            connection.cursor_factory = Watched

    def leave(connection: Any, *_: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(None)
        elif connection is not None:
            connection.cursor_factory = psycopg.Cursor

    event.listen(engine, "checkout", watch)
    event.listen(engine, "checkin", leave)
    try:
        yield seen
    finally:
        event.remove(engine, "checkout", watch)
        event.remove(engine, "checkin", leave)
