"""Answers that a repeated request to the REST API is given again, in the database."""

from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    select,
    update,
)

from idp.admin.api.idempotency import Claim, Kept
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

    def claim(self, claim: Claim, request_hash: str, now: datetime) -> bool:
        row = {"key_hash": claim.key_hash, "request_hash": request_hash, "expires_at": claim.until}
        if insert_once(self._connection, idempotency_keys, **row):
            return True
        columns = idempotency_keys.c
        taken_over = self._connection.execute(
            update(idempotency_keys)
            .where(columns.key_hash == claim.key_hash, columns.expires_at <= now)
            .values(request_hash=request_hash, expires_at=claim.until, status=None, sealed_answer=None)
        )
        return taken_over.rowcount == 1

    def find(self, key_hash: str) -> Kept | None:
        columns = idempotency_keys.c
        row = self._connection.execute(
            select(columns.request_hash, columns.status, columns.sealed_answer).where(
                columns.key_hash == key_hash
            )
        ).first()
        return None if row is None else Kept(row.request_hash, row.status, row.sealed_answer)

    def keep(self, claim: Claim, status: int, sealed_answer: bytes, expires_at: datetime) -> None:
        self._connection.execute(
            update(idempotency_keys)
            .where(*is_held(claim))
            .values(status=status, sealed_answer=sealed_answer, expires_at=expires_at)
        )

    def release(self, claim: Claim) -> None:
        self._connection.execute(delete(idempotency_keys).where(*is_held(claim)))


def is_held(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    """Return what is true of the key's row while the claim holds it: no answer is there, and nobody took it over."""
    columns = idempotency_keys.c
    return columns.key_hash == claim.key_hash, columns.expires_at == claim.until, columns.status.is_(None)
