"""A name under which one transaction goes on at a time, where rows that are not there yet cannot be locked."""

from sqlalchemy import Connection, func, select


def wait_for(connection: Connection, name: str) -> None:
    """Wait until no other transaction goes on under the name; this one does until it ends.

    On SQLite every unit of work that may write is alone already.
    """
    if connection.dialect.name == "postgresql":
        key = func.hashtextextended(name, 0)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
