"""Answers that a repeated request to the REST API is given again, in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, LargeBinary, String, Table, select, update

from idp.admin.api.idempotency import Kept
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("request_hash", String(64), nullable=False),
    Column("status", Integer),
    Column("sealed_answer", LargeBinary),
    Column("expires_at", Moment, nullable=False, index=True),
)


class IdempotencyRows:
    """Implements `IdempotencyStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, key_hash: str, request_hash: str, expires_at: datetime) -> bool:
        return insert_once(
            self._connection,
            idempotency_keys,
            key_hash=key_hash,
            request_hash=request_hash,
            expires_at=expires_at,
        )

    def find(self, key_hash: str) -> Kept | None:
        columns = idempotency_keys.c
        row = self._connection.execute(
            select(columns.request_hash, columns.status, columns.sealed_answer).where(
                columns.key_hash == key_hash
            )
        ).first()
        return None if row is None else Kept(row.request_hash, row.status, row.sealed_answer)

    def keep(self, key_hash: str, status: int, sealed_answer: bytes) -> None:
        self._connection.execute(
            update(idempotency_keys)
            .where(idempotency_keys.c.key_hash == key_hash)
            .values(status=status, sealed_answer=sealed_answer)
        )

    def release(self, key_hash: str) -> None:
        columns = idempotency_keys.c
        self._connection.execute(
            idempotency_keys.delete().where(columns.key_hash == key_hash, columns.status.is_(None))
        )
