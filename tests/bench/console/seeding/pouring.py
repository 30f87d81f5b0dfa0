"""Writes many rows as quickly as the database takes them: COPY on PostgreSQL, one prepared statement on SQLite."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table

Row = Mapping[str, Any]


def pour(engine: Engine, table: Table, rows: Iterable[Row]) -> int:
    """Write the rows, in one transaction; the first says which columns there are. Return how many there were."""
    coming = iter(rows)
    first = next(coming, None)
    if first is None:
        return 0
    names = list(first)
    count = 0

    def counted() -> Iterator[Sequence[Any]]:
        nonlocal count
        writers = [build_writer(connection, table, name) for name in names]
        for row in chain_first(first, coming):
            count += 1
            yield [write(row[name]) for write, name in zip(writers, names, strict=True)]

    with engine.begin() as connection:
        driver: Any = connection.connection.driver_connection
        listed = ", ".join(f'"{name}"' for name in names)
        if isinstance(driver, sqlite3.Connection):
            places = ", ".join("?" for _ in names)
            driver.executemany(f'INSERT INTO "{table.name}" ({listed}) VALUES ({places})', counted())
        else:
            with driver.cursor() as cursor, cursor.copy(f'COPY "{table.name}" ({listed}) FROM STDIN') as copy:
                for values in counted():
                    copy.write_row(values)
    return count


def chain_first(first: Row, others: Iterable[Row]) -> Iterator[Row]:
    """Yield the first row, then the others."""
    yield first
    yield from others


def build_writer(connection: Connection, table: Table, name: str) -> Callable[[Any], Any]:
    """Return what makes a value of a column into what the driver takes."""
    dialect = connection.dialect
    kind = table.c[name].type
    return kind.dialect_impl(dialect).bind_processor(dialect) or (lambda value: value)
