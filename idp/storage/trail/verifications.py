"""Checks of the audit chain in the database: how far each has come, and what it found."""

import json
from dataclasses import astuple
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, Text, insert, select, update

from idp.audit.chain import Break, Checkpoint, Fault
from idp.audit.verification import Verification
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

KEPT: Final = timedelta(days=400)
"""How long what a check found is kept; the trail itself tells of it too."""

audit_verifications = Table(
    "audit_verifications",
    metadata,
    Column("verification_id", String(32), primary_key=True),
    Column("started_by", String(64), nullable=False),
    Column("started_at", Moment, nullable=False, index=True),
    Column("moved_at", Moment, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("done", BigInteger, nullable=False),
    Column("end_seq", BigInteger, nullable=False),
    Column("end_hash", String(64), nullable=False),
    Column("against_seq", BigInteger),
    Column("against_hash", String(64)),
    Column("outcome", String(16)),
    Column("break_count", Integer, nullable=False),
    Column("breaks", Text, nullable=False),
    Column("emptied", BigInteger, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)


class VerificationRows:
    """Implements `VerificationStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, verification: Verification) -> None:
        self._connection.execute(insert(audit_verifications).values(write(verification)))

    def move(self, verification: Verification) -> None:
        table = audit_verifications
        self._connection.execute(
            update(table)
            .where(table.c.verification_id == verification.verification_id, table.c.outcome.is_(None))
            .values(write(verification))
        )

    def lock(self) -> None:
        wait_for(self._connection, "verifications")

    def load_latest(self) -> Verification | None:
        table = audit_verifications
        latest = select(table).order_by(table.c.started_at.desc(), table.c.verification_id.desc()).limit(1)
        row = self._connection.execute(latest).first()
        return None if row is None else read(row)


def write(one: Verification) -> dict[str, Any]:
    """Return the columns of a check."""
    return {
        "verification_id": one.verification_id,
        "started_by": one.started_by,
        "started_at": one.started_at,
        "moved_at": one.moved_at,
        "total": one.total,
        "done": one.done,
        "end_seq": one.end.seq,
        "end_hash": one.end.hash,
        "against_seq": one.against.seq if one.against else None,
        "against_hash": one.against.hash if one.against else None,
        "outcome": one.outcome,
        "break_count": one.break_count,
        "breaks": json.dumps([astuple(found) for found in one.breaks]),
        "emptied": one.emptied,
        "expires_at": one.started_at + KEPT,
    }


def read(row: Any) -> Verification:
    """Build the record from a row."""
    return Verification(
        row.verification_id,
        row.started_by,
        row.started_at,
        row.moved_at,
        row.total,
        row.done,
        Checkpoint(row.end_seq, row.end_hash),
        Checkpoint(row.against_seq, row.against_hash) if row.against_hash else None,
        row.outcome,
        row.break_count,
        tuple(Break(Fault(fault), first, last) for fault, first, last in json.loads(row.breaks)),
        row.emptied,
    )
