"""Counted attempts in the database."""

from datetime import datetime, timedelta

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    and_,
    case,
    delete,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

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


class ThrottleRows:
    """Implements `ThrottleStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(
        self, key: str, now: datetime, limit: int, window: timedelta, waits: tuple[timedelta, ...]
    ) -> int | None:
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        is_over, is_forgotten = throttle.c.empties_at <= now, throttle.c.expires_at <= now
        count = case((is_over, 1), else_=throttle.c.count + 1)
        fillings = case((is_forgotten, 0), else_=throttle.c.fillings)
        fills = count >= limit
        longest = literal(now + waits[-1], Moment)
        wait_ends = case(
            *((fillings == times, literal(now + wait, Moment)) for times, wait in enumerate(waits)),
            else_=longest,
        )
        empties_at = case(
            (fills, wait_ends), (is_over, literal(now + window, Moment)), else_=throttle.c.empties_at
        )
        first_end = now + (waits[0] if limit == 1 else window)
        row = self._connection.execute(
            dialect.insert(throttle)
            .values(
                key=key,
                count=1,
                fillings=int(limit == 1),
                empties_at=first_end,
                expires_at=first_end + MEMORY,
            )
            .on_conflict_do_update(
                index_elements=[throttle.c.key],
                set_={
                    "count": count,
                    "fillings": fillings + case((fills, 1), else_=0),
                    "empties_at": empties_at,
                    "expires_at": literal(now + waits[-1] + MEMORY, Moment),
                },
                where=or_(is_over, throttle.c.count < limit),
            )
            .returning(throttle.c.count)
        ).first()
        return None if row is None else row[0]

    def find_end(self, key: str) -> datetime | None:
        return self._connection.execute(select(throttle.c.empties_at).where(throttle.c.key == key)).scalar()

    def give_back(self, key: str) -> None:
        self._connection.execute(
            update(throttle)
            .where(and_(throttle.c.key == key, throttle.c.count > 0))
            .values(count=throttle.c.count - 1)
        )

    def forgive(self, key: str) -> None:
        self._connection.execute(delete(throttle).where(throttle.c.key == key))
