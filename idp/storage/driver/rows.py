"""What a statement that runs on the driver returns: rows under their columns' names, and errors as SQLAlchemy's."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NoReturn

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from idp.storage.driver.reading import READING

Values = Mapping[str, Any]
MakeRow = Callable[[Iterable[Any]], Any]

MISSING: Final = object()
"""Stands for a value that a statement does not hold itself."""


def make_row_type(names: Sequence[str]) -> MakeRow:
    """Return what makes a row, whose cells are attributes of these names."""
    row_type: Any = namedtuple("Row", names)  # type: ignore[misc]  # made when the program runs
    make: MakeRow = row_type._make
    return make


def find_held(parameter: Any) -> Any:
    """Return the value that the statement itself gives a parameter, or MISSING."""
    return MISSING if parameter.required else parameter.effective_value


def check_may_write(connection: Connection) -> None:
    """Stop a write where nothing would roll it back."""
    if connection.get_execution_options().get(READING):
        raise RuntimeError("a unit of work that only reads must not write")


def raise_as_ours(connection: Connection, sql: str, error: Exception) -> NoReturn:
    """Raise the driver's error as SQLAlchemy's, without the values."""
    dialect = connection.dialect
    is_gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)  # type: ignore[arg-type]  # it is one of the driver's
    if is_gone:
        connection.invalidate(error)
    ours = DBAPIError.instance(
        sql,
        None,
        error,
        dialect.loaded_dbapi.Error,
        hide_parameters=True,
        connection_invalidated=is_gone,
        dialect=dialect,
    )
    raise ours from error
