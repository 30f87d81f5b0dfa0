"""Used client assertions in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, Index, String, Table

from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

assertions = Table(
    "assertions",
    metadata,
    Column("client_id", String(64), primary_key=True),
    Column("jti_hash", String(64), primary_key=True),
    Column("expires_at", Moment, nullable=False),
    Index("ix_assertions_expires_at", "expires_at"),
)


class AssertionRows:
    """Implements `AssertionStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def use(self, client_id: str, jti_hash: str, expires_at: datetime) -> bool:
        return insert_once(
            self._connection, assertions, client_id=client_id, jti_hash=jti_hash, expires_at=expires_at
        )
