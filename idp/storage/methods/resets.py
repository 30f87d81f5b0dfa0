"""Requests to take away what somebody signs in with, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Connection, Index, String, Table, insert, select, update

from idp.methods.bypass import Checked, Reason
from idp.methods.reset import KEPT_FOR, Reset, read_item
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

method_resets = Table(
    "method_resets",
    metadata,
    Column("reset_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("items", JSON, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("checked", String(32), nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("good_until", Moment, nullable=False),
    Column("approved_by", String(64)),
    Column("approved_at", Moment),
    Column("cancelled_by", String(64)),
    Column("cancelled_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
    Index("ix_method_resets_person_id_asked_at", "person_id", "asked_at"),
)
resets = method_resets.c


def is_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a request that waits for approval."""
    return resets.approved_at.is_(None), resets.cancelled_at.is_(None), resets.good_until > now


class ResetRows:
    """Implements `ResetStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reset: Reset) -> bool:
        wait_for(self._connection, f"resets:{reset.person_id}")
        waiting = select(resets.reset_id).where(resets.person_id == reset.person_id, *is_open(reset.asked_at))
        if self._connection.execute(waiting).first() is not None:
            return False
        self._connection.execute(
            insert(method_resets).values(
                reset_id=reset.reset_id,
                person_id=reset.person_id,
                items=[str(item) for item in reset.items],
                asked_by=reset.asked_by,
                reason=reset.reason.value,
                checked=reset.checked.value,
                asked_at=reset.asked_at,
                good_until=reset.good_until,
                expires_at=reset.asked_at + KEPT_FOR,
            )
        )
        return True

    def find(self, reset_id: str) -> Reset | None:
        row = self._connection.execute(select(method_resets).where(resets.reset_id == reset_id)).first()
        return None if row is None else read_reset(row)

    def list_since(self, since: datetime) -> tuple[Reset, ...]:
        return self._list(resets.asked_at >= since)

    def list_of(self, person_id: str, since: datetime) -> tuple[Reset, ...]:
        return self._list(resets.person_id == person_id, resets.asked_at >= since)

    def approve(self, reset_id: str, by: str, now: datetime) -> bool:
        third = resets.asked_by != by, resets.person_id != by
        return self._update(reset_id, now, *third, approved_by=by, approved_at=now)

    def cancel(self, reset_id: str, by: str, now: datetime) -> bool:
        return self._update(reset_id, now, cancelled_by=by, cancelled_at=now)

    def _list(self, *conditions: Any) -> tuple[Reset, ...]:
        rows = self._connection.execute(
            select(method_resets).where(*conditions).order_by(resets.asked_at.desc(), resets.reset_id)
        )
        return tuple(map(read_reset, rows))

    def _update(self, reset_id: str, now: datetime, *conditions: Any, **values: Any) -> bool:
        """Write to a request that is not over and meets the conditions; say whether it did."""
        one = resets.reset_id == reset_id
        updated = self._connection.execute(
            update(method_resets).where(one, *is_open(now), *conditions).values(**values)
        )
        return updated.rowcount == 1


def read_reset(row: Any) -> Reset:
    """Build the record from a row."""
    return Reset(
        reset_id=row.reset_id,
        person_id=row.person_id,
        items=tuple(filter(None, map(read_item, row.items))),
        asked_by=row.asked_by,
        reason=Reason(row.reason),
        checked=Checked(row.checked),
        asked_at=row.asked_at,
        good_until=row.good_until,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        cancelled_by=row.cancelled_by,
        cancelled_at=row.cancelled_at,
    )
