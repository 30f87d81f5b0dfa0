"""The one conditional insert: the first writer of a key wins, and the database says who that was."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(connection: Connection, table: Table, **values: Any) -> bool:
    """Insert the row unless one with the same key exists; return True only for the writer whose row it became.

    Judged by RETURNING: SQLAlchemy keeps no row count of an INSERT on PostgreSQL.
    """
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key)).first() is not None
