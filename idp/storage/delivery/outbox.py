"""The outbox in the database."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    case,
    insert,
    null,
    or_,
    select,
    update,
)

from idp.delivery.back_off import LAST_WAIT
from idp.delivery.message import Kind, Message
from idp.delivery.outbox import Claim
from idp.delivery.outcome import Outcome
from idp.sealing import SealBroken, Sealer
from idp.storage.delivery.delivery_reports import delivery_reports
from idp.storage.metadata import Moment, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("message_id", String(32), primary_key=True),
    Column("kind", String(8), nullable=False),
    Column("purpose", String(8), nullable=False),
    Column("person_id", String(64)),
    Column("client_id", String(64)),
    Column("sealed", LargeBinary),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("due_at", Moment),
    Column("leased_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("given_up_at", Moment),
    Column("error_class", String(64)),
    Index("ix_outbox_due_at", "due_at"),
    Index("ix_outbox_expires_at", "expires_at"),
)

NEVER_SO_FAR = 2 * LAST_WAIT
"""Longer than a message waits or is leased, however the clocks of two processes differ."""

NOTHING_LEFT = {"sealed": None, "due_at": None, "leased_until": None}
"""How a row looks once nothing more will be sent."""


class OutboxRows:
    """Implements `OutboxStore`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def add(self, message: Message) -> None:
        content = json.dumps([message.to, message.subject, message.body]).encode()
        self._connection.execute(
            insert(outbox).values(
                message_id=message.message_id,
                kind=message.kind,
                purpose=message.purpose,
                person_id=message.person_id,
                client_id=message.client_id,
                sealed=self._sealer.seal(content, name_seal(message.message_id)),
                created_at=message.created_at,
                expires_at=message.expires_at,
                due_at=message.created_at,
                attempts=0,
            )
        )

    def claim(self, now: datetime, kinds: tuple[Kind, ...], lease: timedelta) -> Claim | None:
        message_id = self._connection.execute(
            select(outbox.c.message_id)
            .where(outbox.c.kind.in_(kinds), outbox.c.expires_at > now, is_due(now))
            .order_by(outbox.c.due_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).scalar()
        if message_id is None:
            return None
        row = self._connection.execute(
            update(outbox)
            .where(outbox.c.message_id == message_id, is_due(now))
            .values(leased_until=now + lease, attempts=outbox.c.attempts + 1)
            .returning(outbox)
        ).first()
        if row is None:
            return None
        try:
            return Claim(self._read(row), row.attempts)
        except SealBroken:
            # Its key is gone, and it must not stop those behind it.
            self.give_up(message_id, now, "seal_broken")
            return self.claim(now, kinds, lease)

    def find_outcome(self, message_id: str) -> Outcome | None:
        row = self._connection.execute(
            select(outbox, delivery_reports.c.arrival, delivery_reports.c.arrival_at)
            .outerjoin(delivery_reports, delivery_reports.c.message_id == outbox.c.message_id)
            .where(outbox.c.message_id == message_id)
        ).first()
        return None if row is None else judge_row(row)

    def mark_sent(self, message_id: str, now: datetime) -> None:
        self._set(message_id, sent_at=now, **NOTHING_LEFT)

    def retry(self, message_id: str, at: datetime, error_class: str) -> None:
        self._set(message_id, due_at=at, leased_until=None, error_class=error_class)

    def give_up(self, message_id: str, now: datetime, error_class: str) -> None:
        # What may be sent again by hand keeps its content until it is too old; a code never may.
        kept = case((outbox.c.purpose == "code", null()), else_=outbox.c.sealed)
        self._set(message_id, given_up_at=now, error_class=error_class, **NOTHING_LEFT | {"sealed": kept})

    def expire(self, now: datetime) -> tuple[Message, ...]:
        rows = self._connection.execute(
            update(outbox)
            .where(outbox.c.expires_at <= now, outbox.c.due_at.is_not(None))
            .values(given_up_at=now, **NOTHING_LEFT)
            .returning(outbox)
        )
        expired = tuple(self._read(row) for row in rows)
        self._connection.execute(
            update(outbox).where(outbox.c.expires_at <= now, outbox.c.sealed.is_not(None)).values(sealed=None)
        )
        return expired

    def _set(self, message_id: str, **values: Any) -> None:
        self._connection.execute(
            update(outbox)
            .where(outbox.c.message_id == message_id, outbox.c.due_at.is_not(None))
            .values(values)
        )

    def _read(self, row: Any) -> Message:
        """Build the record from a row; the three sealed fields are empty once wiped."""
        to, subject, body = "", "", ""
        if row.sealed is not None:
            to, subject, body = json.loads(self._sealer.unseal(row.sealed, name_seal(row.message_id)))
        return Message(
            message_id=row.message_id,
            kind=row.kind,
            to=to,
            subject=subject,
            body=body,
            purpose=row.purpose,
            created_at=row.created_at,
            expires_at=row.expires_at,
            person_id=row.person_id,
            client_id=row.client_id,
        )


def judge_row(row: Any) -> Outcome:
    """Return how far the message of a row has come, with what the gateway reported of it beside."""
    if row.sent_at is not None:
        if row.arrival == "failed":
            return Outcome("failed", row.arrival_at, "not_delivered")
        return Outcome("sent", row.sent_at)
    if row.given_up_at is not None:
        return Outcome("failed", row.given_up_at, row.error_class or "expired")
    if row.error_class is not None:
        return Outcome("delayed", row.created_at, row.error_class)
    return Outcome("queued", row.created_at)


def is_due(now: datetime) -> ColumnElement[bool]:
    """Build the condition that a message waits and its time has come, or that its sender died and it may go again.

    What was never tried is due at once, also for a clock that is behind the one it was queued by. A time further ahead
    than anything waits was written by a clock that was wrong, and keeps nothing back.
    """
    untried = and_(outbox.c.attempts == 0, outbox.c.due_at.is_not(None))
    abandoned = and_(is_over(outbox.c.leased_until, now), outbox.c.purpose != "code")
    return and_(or_(is_over(outbox.c.due_at, now), untried), or_(outbox.c.leased_until.is_(None), abandoned))


def is_over(column: ColumnElement[datetime], now: datetime) -> ColumnElement[bool]:
    """Build the condition that the time in the column has come, or cannot be meant."""
    return or_(column <= now, column > now + NEVER_SO_FAR)


def name_seal(message_id: str) -> str:
    """Return the purpose that binds a sealed message to its row."""
    return f"outbox:{message_id}"
