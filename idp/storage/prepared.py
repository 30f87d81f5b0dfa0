"""A statement that is compiled once and then run on the driver itself: what SQLAlchemy adds costs more than most of them.

The statement is written with SQLAlchemy all the same, and its types convert what goes in and comes out. Errors of the
driver are raised as SQLAlchemy's, and a connection that the server hung up leaves the pool, as with any other statement.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from sqlalchemy import Connection, Dialect, Insert, Table, bindparam, insert
from sqlalchemy.exc import DBAPIError

from idp.storage.reading import READING

Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
NOTHING: Final[Values] = {}


@dataclass(frozen=True, slots=True)
class Plan:
    """A statement as one dialect runs it."""

    sql: str
    is_read: bool
    bound: Sequence[tuple[str, Any, Processor | None]]
    """Each parameter's name, its value when the statement holds one, and what converts it."""
    is_positional: bool
    make_row: Callable[[Iterable[Any]], Any]
    converted: Sequence[tuple[int, Processor]]

    def bind(self, values: Values) -> Any:
        """Return the driver's parameters. Raises KeyError for a value that is missing."""
        written = [
            (name, (values[name] if held is MISSING else held), convert) for name, held, convert in self.bound
        ]
        if self.is_positional:
            return [value if convert is None else convert(value) for _, value, convert in written]
        return {name: value if convert is None else convert(value) for name, value, convert in written}

    def read(self, row: Sequence[Any]) -> Any:
        """Return the row under its columns' names, each value as its type says."""
        cells = list(row)
        for place, convert in self.converted:
            cells[place] = convert(cells[place])
        return self.make_row(cells)


MISSING: Final = object()
MOST_ROWS: Final = 8
"""How many rows one statement adds."""


class Prepared:
    """One statement. It holds no IN of a varying length: that is compiled anew for each length."""

    def __init__(self, statement: Any) -> None:
        self._statement = statement
        self._plans: dict[str, Plan] = {}

    def first(self, connection: Connection, values: Values = NOTHING) -> Any | None:
        """Return the first row, None when there is none."""
        plan = self._plan(connection)
        row = run(connection, plan, plan.bind(values)).fetchone()
        return None if row is None else plan.read(row)

    def all(self, connection: Connection, values: Values = NOTHING) -> list[Any]:
        """Return every row."""
        plan = self._plan(connection)
        return [plan.read(row) for row in run(connection, plan, plan.bind(values)).fetchall()]

    def count(self, connection: Connection, values: Values = NOTHING) -> int:
        """Return how many rows the statement changed."""
        plan = self._plan(connection)
        changed: int = run(connection, plan, plan.bind(values)).rowcount
        return changed

    def _plan(self, connection: Connection) -> Plan:
        name = connection.dialect.name
        plan = self._plans.get(name)
        if plan is None:
            plan = self._plans[name] = build_plan(self._statement, connection.dialect)
        return plan


class PreparedInsert:
    """Adds rows of one table, each with every column, a few in one statement."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._statements = [Prepared(build_insert(table, count)) for count in range(1, MOST_ROWS + 1)]

    def add(self, connection: Connection, rows: Sequence[Values]) -> None:
        """Add the rows in their order. Raises KeyError for a column that is missing."""
        for begin in range(0, len(rows), MOST_ROWS):
            some = rows[begin : begin + MOST_ROWS]
            values = {
                f"{name}_{place}": value for place, row in enumerate(some) for name, value in row.items()
            }
            self._statements[len(some) - 1].count(connection, values)


def build_insert(table: Table, count: int) -> Insert:
    """Return the statement that adds so many rows; a row's values are bound by column and place, as in `kind_0`."""
    return insert(table).values(
        [
            {column.name: bindparam(f"{column.name}_{place}", type_=column.type) for column in table.c}
            for place in range(count)
        ]
    )


def build_plan(statement: Any, dialect: Dialect) -> Plan:
    """Compile the statement for a dialect."""
    compiled = statement.compile(dialect=dialect)
    names = compiled.positiontup if compiled.positional else compiled.binds
    bound = [(name, *find_value(compiled.binds[name], dialect)) for name in names]
    columns = list(statement.exported_columns)
    readers = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return Plan(
        sql=str(compiled),
        is_read=bool(statement.is_select),
        bound=bound,
        is_positional=bool(compiled.positional),
        make_row=make_row_type([column.key for column in columns]),
        converted=[(place, reader) for place, reader in enumerate(readers) if reader is not None],
    )


def make_row_type(names: Sequence[str]) -> Callable[[Iterable[Any]], Any]:
    """Return what makes a row, whose cells are attributes of these names."""
    row_type: Any = namedtuple("Row", names)  # type: ignore[misc]  # made when the program runs
    make: Callable[[Iterable[Any]], Any] = row_type._make
    return make


def find_value(parameter: Any, dialect: Dialect) -> tuple[Any, Processor | None]:
    """Return the value that the statement itself gives a parameter, or MISSING, and what converts it."""
    convert = parameter.type.dialect_impl(dialect).bind_processor(dialect)
    return (MISSING if parameter.required else parameter.effective_value), convert


def run(connection: Connection, plan: Plan, values: Any) -> Any:
    """Run the statement on the driver's connection and return its cursor."""
    if not plan.is_read and connection.get_execution_options().get(READING):
        raise RuntimeError("a unit of work that only reads must not write")
    driver = connection.connection.driver_connection
    try:
        return driver.execute(plan.sql, values)  # type: ignore[union-attr]  # both drivers have it
    except connection.dialect.loaded_dbapi.Error as error:
        raise_as_ours(connection, plan, error)


def raise_as_ours(connection: Connection, plan: Plan, error: Exception) -> NoReturn:
    """Raise the driver's error as SQLAlchemy's, without the values."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]  # it is one of the driver's
    if is_gone:
        connection.invalidate(error)
    ours = DBAPIError.instance(
        plan.sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_gone,
        dialect=dialect,
    )
    raise ours from error
