"""A statement as SQLite runs it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from idp.storage.driver.rows import (
    MISSING,
    MakeRow,
    Values,
    check_may_write,
    find_held,
    make_row_type,
    raise_as_ours,
)

Processor = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class SqlitePlan:
    """The statement's text, what its parameters are bound to and what converts them, and what reads its rows."""

    sql: str
    is_read: bool
    bound: Sequence[tuple[str, Any, Processor | None]]
    make_row: MakeRow
    converted: Sequence[tuple[int, Processor]]

    def first(self, connection: Connection, values: Values) -> Any | None:
        row = self._run(connection, values, lambda cursor: cursor.fetchone())
        return None if row is None else self._read(row)

    def all(self, connection: Connection, values: Values) -> list[Any]:
        return [self._read(row) for row in self._run(connection, values, lambda cursor: cursor.fetchall())]

    def count(self, connection: Connection, values: Values) -> int:
        changed: int = self._run(connection, values, lambda cursor: cursor.rowcount)
        return changed

    def _run(self, connection: Connection, values: Values, take: Callable[[Any], Any]) -> Any:
        """Run the statement and take what it made: SQLite may do the work only when its rows are asked for."""
        if not self.is_read:
            check_may_write(connection)
        written = [
            value if convert is None else convert(value)
            for value, convert in (
                (values[name] if held is MISSING else held, convert) for name, held, convert in self.bound
            )
        ]
        driver = connection.connection.driver_connection
        try:
            return take(driver.execute(self.sql, written))  # type: ignore[union-attr]  # there is one while we hold it
        except connection.dialect.loaded_dbapi.Error as error:
            raise_as_ours(connection, self.sql, error)

    def _read(self, row: Sequence[Any]) -> Any:
        """Return the row under its columns' names, each value as its type says."""
        cells = list(row)
        for place, convert in self.converted:
            cells[place] = convert(cells[place])
        return self.make_row(cells)


def plan_for_sqlite(statement: Any, connection: Connection) -> SqlitePlan:
    """Compile the statement."""
    dialect = connection.dialect
    compiled = statement.compile(dialect=dialect)
    parameters = [(name, compiled.binds[name]) for name in compiled.positiontup]
    columns = list(statement.exported_columns)
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return SqlitePlan(
        sql=str(compiled),
        is_read=bool(statement.is_select),
        bound=[
            (name, find_held(one), one.type.dialect_impl(dialect).bind_processor(dialect))
            for name, one in parameters
        ],
        make_row=make_row_type([column.key for column in columns]),
        converted=[(place, reader) for place, reader in enumerate(readers) if reader is not None],
    )
