"""A statement that is compiled once and then run on the driver itself: what SQLAlchemy adds costs more than most of them.

The statement is written with SQLAlchemy all the same, and its types convert what goes in and comes out. Errors of the
driver are raised as SQLAlchemy's, and a connection that the server hung up leaves the pool, as with any other statement.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, Connection, Insert, Table, bindparam, insert

from idp.storage.driver.postgresql_plan import PostgresqlPlan, plan_for_postgresql
from idp.storage.driver.rows import Values
from idp.storage.driver.sqlite_plan import SqlitePlan, plan_for_sqlite

NOTHING: Final[Values] = {}
FEW: Final = 8
MANY: Final = 64
"""How many rows one statement adds: any number up to a few, or just so many."""


class Prepared:
    """One statement. It holds no IN of a varying length: that is compiled anew for each length.

    `values` are bound by their parameters' names; KeyError is raised for one that is missing.
    """

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._plans: dict[str, SqlitePlan | PostgresqlPlan] = {}

    def first(self, connection: Connection, values: Values = NOTHING) -> Any | None:
        """Return the first row, None when there is none."""
        return self._plan(connection).first(connection, values)

    def all(self, connection: Connection, values: Values = NOTHING) -> list[Any]:
        """Return every row."""
        return self._plan(connection).all(connection, values)

    def count(self, connection: Connection, values: Values = NOTHING) -> int:
        """Return how many rows the statement changed."""
        return self._plan(connection).count(connection, values)

    def _plan(self, connection: Connection) -> SqlitePlan | PostgresqlPlan:
        name = connection.dialect.name
        plan = self._plans.get(name)
        if plan is None:
            is_sqlite = name == "sqlite"
            plan = (
                plan_for_sqlite(self._statement, connection)
                if is_sqlite
                else plan_for_postgresql(self._statement)
            )
            self._plans[name] = plan
        return plan


class PreparedInsert:
    """Adds rows of one table, each with every column but those that the database fills, several in one statement."""

    def __init__(self, table: Table, but: tuple[str, ...] = ()) -> None:
        columns = [column for column in table.c if column.name not in but]
        self._statements = {
            count: Prepared(build_insert(table, columns, count)) for count in (*range(1, FEW + 1), MANY)
        }

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Add the rows in their order. Raises KeyError for a column that is missing."""
        begin = 0
        while left := len(rows) - begin:
            count = MANY if left >= MANY else min(left, FEW)
            some = rows[begin : begin + count]
            begin += count
            values = {
                f"{name}_{place}": value for place, row in enumerate(some) for name, value in row.items()
            }
            self._statements[count].count(connection, values)


def build_insert(table: Table, columns: Sequence[Column[Any]], count: int) -> Insert:
    """Return the statement that adds so many rows; a row's values are bound by column and place, as in `kind_0`."""
    return insert(table).values(
        [
            {column.name: bindparam(f"{column.name}_{place}", type_=column.type) for column in columns}
            for place in range(count)
        ]
    )
