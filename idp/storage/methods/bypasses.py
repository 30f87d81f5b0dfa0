"""Requests for temporary codes in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, String, Table, bindparam, insert, select, update

from idp.methods.bypass import KEPT_FOR, Bypass, Checked, Reason
from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

bypasses = Table(
    "bypasses",
    metadata,
    Column("bypass_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("checked", String(32), nullable=False),
    Column("asked_at", Moment, nullable=False, index=True),
    Column("good_until", Moment, nullable=False),
    Column("approved_by", String(64)),
    Column("approved_at", Moment),
    Column("shown_at", Moment),
    Column("code_hash", String(64)),
    Column("used_at", Moment),
    Column("cancelled_by", String(64)),
    Column("cancelled_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
    Index("ix_bypasses_person_id_good_until", "person_id", "good_until"),
)


def is_open(now: Any) -> tuple[Any, ...]:
    """Return the conditions of a request of which something can still come."""
    return bypasses.c.used_at.is_(None), bypasses.c.cancelled_at.is_(None), bypasses.c.good_until > now


READY = (
    bypasses.c.person_id == bindparam("person"),
    bypasses.c.code_hash.is_not(None),
    *is_open(bindparam("now", type_=Moment())),
)
"""The temporary codes that a person can use now."""

LIST_READY = Prepared(select(bypasses).where(*READY))


class BypassRows:
    """Implements `BypassStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, bypass: Bypass) -> bool:
        wait_for(self._connection, f"bypasses:{bypass.person_id}")
        is_theirs = bypasses.c.person_id == bypass.person_id
        waiting = select(bypasses.c.bypass_id).where(is_theirs, *is_open(bypass.asked_at))
        if self._connection.execute(waiting).first() is not None:
            return False
        self._connection.execute(
            insert(bypasses).values(
                bypass_id=bypass.bypass_id,
                person_id=bypass.person_id,
                asked_by=bypass.asked_by,
                reason=bypass.reason.value,
                checked=bypass.checked.value,
                asked_at=bypass.asked_at,
                good_until=bypass.good_until,
                expires_at=bypass.asked_at + KEPT_FOR,
            )
        )
        return True

    def find(self, bypass_id: str) -> Bypass | None:
        row = self._connection.execute(select(bypasses).where(bypasses.c.bypass_id == bypass_id)).first()
        return None if row is None else read_bypass(row)

    def list_since(self, since: datetime) -> tuple[Bypass, ...]:
        rows = self._connection.execute(
            select(bypasses).where(bypasses.c.asked_at >= since).order_by(bypasses.c.asked_at.desc())
        )
        return tuple(map(read_bypass, rows))

    def list_ready(self, person_id: str, now: datetime) -> tuple[Bypass, ...]:
        return tuple(map(read_bypass, LIST_READY.all(self._connection, {"person": person_id, "now": now})))

    def approve(self, bypass_id: str, by: str, now: datetime) -> bool:
        return self._update(
            bypass_id,
            now,
            bypasses.c.approved_by.is_(None),
            bypasses.c.asked_by != by,
            bypasses.c.person_id != by,
            approved_by=by,
            approved_at=now,
        )

    def show(self, bypass_id: str, by: str, code_hash: str, good_until: datetime, now: datetime) -> bool:
        return self._update(
            bypass_id,
            now,
            bypasses.c.asked_by == by,
            bypasses.c.approved_by.is_not(None),
            bypasses.c.shown_at.is_(None),
            shown_at=now,
            code_hash=code_hash,
            good_until=good_until,
        )

    def consume(self, bypass_id: str, code_hash: str, now: datetime) -> bool:
        return self._update(bypass_id, now, bypasses.c.code_hash == code_hash, used_at=now)

    def cancel(self, bypass_id: str, by: str, now: datetime) -> bool:
        return self._update(bypass_id, now, cancelled_by=by, cancelled_at=now)

    def _update(self, bypass_id: str, now: datetime, *conditions: Any, **values: Any) -> bool:
        """Write to a request that is not over and meets the conditions; say whether it did."""
        updated = self._connection.execute(
            update(bypasses)
            .where(bypasses.c.bypass_id == bypass_id, *is_open(now), *conditions)
            .values(**values)
        )
        return updated.rowcount == 1


def read_bypass(row: Any) -> Bypass:
    """Build the record from a row."""
    return Bypass(
        bypass_id=row.bypass_id,
        person_id=row.person_id,
        asked_by=row.asked_by,
        reason=Reason(row.reason),
        checked=Checked(row.checked),
        asked_at=row.asked_at,
        good_until=row.good_until,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        shown_at=row.shown_at,
        code_hash=row.code_hash,
        used_at=row.used_at,
        cancelled_by=row.cancelled_by,
        cancelled_at=row.cancelled_at,
    )
