"""Counted attempts in the database."""

from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    case,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata

MEMORY = timedelta(days=1)
"""How long a bucket that filled up is remembered, so that the next wait is longer."""

throttle = Table(
    "throttle",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("fillings", Integer, nullable=False),
    Column("empties_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

FORGIVE = Prepared(delete(throttle).where(throttle.c.key == bindparam("wanted")))


@cache
def build_take(dialect: str, waits: int) -> Prepared:
    """Return the upsert that counts an attempt, where a full bucket stays full for one of so many waits."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    now, limit = bindparam("now", type_=Moment()), bindparam("limit", type_=Integer())
    is_over, is_forgotten = throttle.c.empties_at <= now, throttle.c.expires_at <= now
    count = case((is_over, 1), else_=throttle.c.count + 1)
    fillings = case((is_forgotten, 0), else_=throttle.c.fillings)
    ends = [bindparam(f"wait_{times}", type_=Moment()) for times in range(waits)]
    wait_ends = case(*((fillings == times, end) for times, end in enumerate(ends)), else_=ends[-1])
    fills, window_ends = count >= limit, bindparam("window_ends", type_=Moment())
    return Prepared(
        insert(throttle)
        .values(
            key=bindparam("key"),
            count=1,
            fillings=bindparam("first_fillings"),
            empties_at=bindparam("first_end"),
            expires_at=bindparam("first_expiry"),
        )
        .on_conflict_do_update(
            index_elements=[throttle.c.key],
            set_={
                "count": count,
                "fillings": fillings + case((fills, 1), else_=0),
                "empties_at": case((fills, wait_ends), (is_over, window_ends), else_=throttle.c.empties_at),
                "expires_at": bindparam("last_expiry", type_=Moment()),
            },
            where=or_(is_over, throttle.c.count < limit),
        )
        .returning(throttle.c.count)
    )


class ThrottleRows:
    """Implements `ThrottleStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(
        self, key: str, now: datetime, limit: int, window: timedelta, waits: tuple[timedelta, ...]
    ) -> int | None:
        first_end = now + (waits[0] if limit == 1 else window)
        values = {
            "key": key,
            "limit": limit,
            "now": now,
            "window_ends": now + window,
            "first_fillings": int(limit == 1),
            "first_end": first_end,
            "first_expiry": first_end + MEMORY,
            "last_expiry": now + waits[-1] + MEMORY,
            **{f"wait_{times}": now + wait for times, wait in enumerate(waits)},
        }
        row = build_take(self._connection.dialect.name, len(waits)).first(self._connection, values)
        return None if row is None else int(row.count)

    def find_end(self, key: str) -> datetime | None:
        return self._connection.execute(select(throttle.c.empties_at).where(throttle.c.key == key)).scalar()

    def find_full(self, key: str, limit: int, now: datetime) -> datetime | None:
        held = throttle.c
        is_full = held.key == key, held.count >= limit, held.empties_at > now
        return self._connection.execute(select(held.empties_at).where(*is_full)).scalar()

    def give_back(self, key: str) -> None:
        self._connection.execute(
            update(throttle)
            .where(and_(throttle.c.key == key, throttle.c.count > 0))
            .values(count=throttle.c.count - 1)
        )

    def forgive(self, key: str) -> None:
        FORGIVE.count(self._connection, {"wanted": key})
