"""What hundreds of tests begin with: the stores write it once in a process, and its rows are copied from then on.

Rows are copied into an empty SQLite file alone; into a database that holds any, or PostgreSQL, the stores write.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine, text

from idp.storage.metadata import metadata
from tests.support.databases import FILLED

Answer = TypeVar("Answer")


@dataclass
class WrittenOnce(Generic[Answer]):
    """The rows that a writer left in an empty database, and what it answered; nothing until the first time."""

    kept: tuple[Mapping[str, Sequence[Sequence[Any]]], Answer] | None = None

    def write(self, engine: Engine, writer: Callable[[], Answer]) -> Answer:
        """Have the writer write, or copy what it wrote the first time; return what it answers."""
        if engine.dialect.name != "sqlite" or list_filled(engine):
            return writer()
        if self.kept is None:
            answer = writer()
            self.kept = read_rows(engine), answer
            return answer
        rows, answer = self.kept
        write_rows(engine, rows)
        return answer


def list_filled(engine: Engine) -> Sequence[str]:
    """Return the tables that hold a row."""
    with engine.connect() as connection:
        return connection.scalars(text(FILLED)).all()


def read_rows(engine: Engine) -> Mapping[str, Sequence[Sequence[Any]]]:
    """Return the rows of each table that holds any, what is referred to first."""
    filled = set(list_filled(engine))
    with engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table.name}")]
            for table in metadata.sorted_tables
            if table.name in filled
        }


def write_rows(engine: Engine, tables: Mapping[str, Sequence[Sequence[Any]]]) -> None:
    """Insert the rows of each table as they were read."""
    with engine.begin() as connection:
        for name, rows in tables.items():
            marks = ", ".join("?" * len(rows[0]))
            connection.exec_driver_sql(f"INSERT INTO {name} VALUES ({marks})", list(rows))
