"""What is known of the gateways, in the database."""

from datetime import datetime

from sqlalchemy import Column, Connection, Integer, String, Table, case, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from idp.delivery.breaker import FAILURES, REST, Breaker
from idp.storage.metadata import Moment, metadata

breakers = Table(
    "breakers",
    metadata,
    Column("name", String(253), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("rests_until", Moment),
)


class BreakerRows:
    """Implements `BreakerStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(self) -> tuple[Breaker, ...]:
        rows = self._connection.execute(select(breakers).order_by(breakers.c.name))
        return tuple(Breaker(row.name, row.failures, row.since, row.rests_until) for row in rows)

    def begin_try(self, name: str, now: datetime) -> bool:
        known = self._connection.execute(
            select(breakers.c.rests_until).where(breakers.c.name == name)
        ).first()
        if known is None or known.rests_until is None:
            return True
        is_over = or_(breakers.c.rests_until <= now, breakers.c.rests_until > now + REST)
        tried = self._connection.execute(
            update(breakers).where(breakers.c.name == name, is_over).values(rests_until=now + REST)
        )
        return tried.rowcount == 1

    def note_failure(self, name: str, now: datetime) -> Breaker:
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        falls = breakers.c.failures + 1 >= FAILURES
        row = self._connection.execute(
            dialect.insert(breakers)
            .values(name=name, failures=1, since=now)
            .on_conflict_do_update(
                index_elements=[breakers.c.name],
                set_={
                    "failures": breakers.c.failures + 1,
                    "since": case(
                        (breakers.c.failures + 1 == FAILURES, literal(now, Moment)), else_=breakers.c.since
                    ),
                    "rests_until": case((falls, literal(now + REST, Moment)), else_=breakers.c.rests_until),
                },
            )
            .returning(breakers)
        ).one()
        return Breaker(row.name, row.failures, row.since, row.rests_until)

    def note_success(self, name: str, now: datetime) -> bool:
        failed = select(breakers.c.rests_until).where(breakers.c.name == name, breakers.c.failures > 0)
        known = self._connection.execute(failed).first()
        if known is None:
            return False
        self._connection.execute(
            update(breakers)
            .where(breakers.c.name == name, breakers.c.failures > 0)
            .values(failures=0, since=now, rests_until=None)
        )
        return known.rests_until is not None
