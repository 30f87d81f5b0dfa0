"""Compares the tables in the database with those of the code: their names and their columns, in one question.

A version says which migrations ran. A database that a program made between two releases has the version and not the tables.
"""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Engine, text

import idp.storage.stores  # noqa: F401 - registers every table
from idp.storage.metadata import metadata

Shape = Mapping[str, frozenset[str]]
"""Tables, and the names of their columns."""

ASK: Final = {
    "sqlite": (
        "SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table'"
    ),
    "postgresql": (
        "SELECT c.relname, a.attname FROM pg_catalog.pg_class AS c"
        " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
        " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid"
        " WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"
    ),
}


def load_shape(engine: Engine) -> Shape:
    """Return the tables in the database with their columns."""
    found: dict[str, set[str]] = {}
    with engine.connect() as connection:
        for table, column in connection.execute(text(ASK[engine.dialect.name])):
            found.setdefault(table, set()).add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


def find_difference(found: Shape) -> str | None:
    """Return the first thing that the tables lack, or have and the code does not know; None when they are alike.

    A table that is not ours is nobody's business here: others may keep theirs beside.
    """
    for name, table in metadata.tables.items():
        if name not in found:
            return f"there is no table {name!r}"
        columns = {column.name for column in table.columns}
        if missing := sorted(columns - found[name]):
            return f"the table {name!r} has no column {missing[0]!r}"
        if unknown := sorted(found[name] - columns):
            return f"the table {name!r} has a column {unknown[0]!r} that this program does not know"
    return None
