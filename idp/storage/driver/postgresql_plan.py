"""A statement as PostgreSQL runs it: prepared at the server once a connection, and sent without the driver's cursors."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from psycopg import Error
from psycopg.pq.abc import PGresult
from sqlalchemy import Connection

from idp.storage.driver.line import LINE
from idp.storage.driver.rows import (
    MISSING,
    MakeRow,
    Values,
    check_may_write,
    find_held,
    make_row_type,
    raise_as_ours,
)
from idp.storage.driver.wire import DIALECT, Reader, Writer, find_reader, find_writer

NUMBERS: Final = count(1)


@dataclass(frozen=True, slots=True)
class PostgresqlPlan:
    """The statement's name at the server, its text, what its parameters are, and what reads its rows."""

    name: bytes
    sql: bytes
    is_read: bool
    bound: Sequence[tuple[str, Any, Writer]]
    make_row: MakeRow
    readers: Sequence[tuple[int, Reader]]

    def first(self, connection: Connection, values: Values) -> Any | None:
        result = self._run(connection, values)
        return self._read(result, 0) if result.ntuples else None

    def all(self, connection: Connection, values: Values) -> list[Any]:
        result = self._run(connection, values)
        return [self._read(result, row) for row in range(result.ntuples)]

    def count(self, connection: Connection, values: Values) -> int:
        return self._run(connection, values).command_tuples or 0

    def _run(self, connection: Connection, values: Values) -> PGresult:
        if not self.is_read:
            check_may_write(connection)
        written = [write(values[name] if held is MISSING else held) for name, held, write in self.bound]
        try:
            result: PGresult = connection.info[LINE].run(self.name, self.sql, written)
        except Error as error:
            raise_as_ours(connection, self.sql.decode(), error)
        return result

    def _read(self, result: PGresult, row: int) -> Any:
        """Return the row under its columns' names, each value as its type says."""
        get = result.get_value
        return self.make_row(
            [None if (raw := get(row, place)) is None else read(raw) for place, read in self.readers]
        )


def plan_for_postgresql(statement: Any) -> PostgresqlPlan:
    """Compile the statement; its name is this process's own."""
    compiled = statement.compile(dialect=DIALECT)
    parameters = [(name, compiled.binds[name]) for name in compiled.positiontup]
    columns = list(statement.exported_columns)
    return PostgresqlPlan(
        name=b"idp_%d" % next(NUMBERS),
        sql=str(compiled).encode(),
        is_read=bool(statement.is_select),
        bound=[(name, find_held(one), find_writer(one.type)) for name, one in parameters],
        make_row=make_row_type([column.key for column in columns]),
        readers=[(place, find_reader(column.type)) for place, column in enumerate(columns)],
    )
