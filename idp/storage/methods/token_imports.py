"""Files of tokens that wait to be imported, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, insert, select

from idp.methods.tokens.parked import Parked
from idp.storage.metadata import Moment, metadata

token_imports = Table(
    "token_imports",
    metadata,
    Column("import_id", String(32), primary_key=True),
    Column("parked_by", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)


class TokenImportRows:
    """Implements `ParkingStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, parked: Parked) -> None:
        self._connection.execute(
            insert(token_imports).values(
                import_id=parked.import_id,
                parked_by=parked.parked_by,
                sealed=parked.sealed,
                expires_at=parked.expires_at,
            )
        )

    def find(self, import_id: str, by: str, now: datetime) -> Parked | None:
        row = self._connection.execute(select(token_imports).where(*waits(import_id, by, now))).first()
        return None if row is None else Parked(row.import_id, row.parked_by, row.sealed, row.expires_at)

    def consume(self, import_id: str, by: str, now: datetime) -> bool:
        return self._connection.execute(delete(token_imports).where(*waits(import_id, by, now))).rowcount == 1


def waits(import_id: str, by: str, now: datetime) -> tuple[Any, ...]:
    """Return the conditions of a file that waits for whoever sent it."""
    held = token_imports.c
    return held.import_id == import_id, held.parked_by == by, held.expires_at > now
