"""The conditional insert: the first writer of a key wins, and the database says who that was."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

from idp.storage.driver.prepared import Prepared


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert the row unless one with the same key exists; return True only for the writer whose row it became.

    Judged by RETURNING: no row count tells an insert that was made from one that was not on both databases.
    """
    return (
        build_statement(connection.dialect.name, table, tuple(values)).first(connection, values) is not None
    )


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows, in one round trip or few, but those with a key that is there."""
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(table).on_conflict_do_nothing(), rows)


@cache
def build_statement(dialect: str, table: Table, names: tuple[str, ...]) -> Prepared:
    """Return the statement for these columns; there are as many as there are callers."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    values = {name: bindparam(name, type_=table.c[name].type) for name in names}
    return Prepared(insert(table).values(values).on_conflict_do_nothing().returning(*table.primary_key))
