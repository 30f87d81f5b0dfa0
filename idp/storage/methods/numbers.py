"""Registered mobile numbers in the database."""

from sqlalchemy import Column, Connection, Integer, String, Table, bindparam, delete, insert, select

from idp.methods.number import Number
from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

numbers = Table(
    "numbers",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("number_id", String(32), nullable=False, unique=True),
    Column("e164", String(20), nullable=False),
    Column("added_at", Moment, nullable=False),
)

LIST = Prepared(
    select(numbers.c.number_id, numbers.c.e164, numbers.c.added_at)
    .where(numbers.c.person_id == bindparam("person"))
    .order_by(numbers.c.position)
)


class NumberRows:
    """Implements `NumberStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, person_id: str) -> None:
        wait_for(self._connection, f"numbers:{person_id}")

    def list(self, person_id: str) -> tuple[Number, ...]:
        return tuple(Number(*row) for row in LIST.all(self._connection, {"person": person_id}))

    def replace(self, person_id: str, new: tuple[Number, ...]) -> None:
        self._connection.execute(delete(numbers).where(numbers.c.person_id == person_id))
        for position, number in enumerate(new, start=1):
            self._connection.execute(
                insert(numbers).values(
                    person_id=person_id,
                    position=position,
                    number_id=number.number_id,
                    e164=number.e164,
                    added_at=number.added_at,
                )
            )
