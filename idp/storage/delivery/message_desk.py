"""Messages that have not been sent, as the operator sees them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, select, update

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.delivery.desk import Entry, Place
from idp.storage.delivery.outbox import outbox


class MessageDeskRows:
    """Implements `MessageDesk`."""

    def __init__(self, connection: Connection, trail: Trail) -> None:
        self._connection = connection
        self._trail = trail

    def list(self, place: Place, now: datetime) -> tuple[Entry, ...]:
        is_there = outbox.c.due_at.is_not(None) if place == "waiting" else outbox.c.given_up_at.is_not(None)
        rows = self._connection.execute(
            select(outbox, can_retry(now).label("can_retry"))
            .where(is_there)
            .order_by(outbox.c.created_at, outbox.c.message_id)
        )
        return tuple(
            Entry(
                row.message_id,
                row.kind,
                row.purpose,
                place,
                row.attempts,
                row.error_class or ("expired" if place == "failed" else ""),
                row.created_at,
                row.expires_at,
                bool(row.can_retry),
            )
            for row in rows
        )

    def retry(self, message_id: str, now: datetime) -> bool:
        row = self._connection.execute(
            update(outbox)
            .where(outbox.c.message_id == message_id, can_retry(now))
            .values(due_at=now, given_up_at=None, attempts=0)
            .returning(outbox.c.kind, outbox.c.purpose, outbox.c.person_id, outbox.c.client_id)
        ).first()
        if row is None:
            return False
        details = {"message_id": message_id, "kind": row.kind, "purpose": row.purpose}
        self._trail.record(
            Event(Tag.MESSAGE_RETRIED, now, person_id=row.person_id, client_id=row.client_id, details=details)
        )
        return True


def can_retry(now: datetime) -> Any:
    """Build the condition that a message failed, still has its content, and is worth sending. A code never is."""
    return and_(
        outbox.c.given_up_at.is_not(None),
        outbox.c.sealed.is_not(None),
        outbox.c.expires_at > now,
        outbox.c.purpose != "code",
    )
