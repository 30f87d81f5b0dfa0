"""Recovery codes in the database, as keyed hashes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Connection, String, Table, bindparam, delete, func, insert, select, update

from idp.methods.recovery_code import RecoverySet
from idp.storage.driver.prepared import Prepared
from idp.storage.metadata import Moment, metadata
from idp.storage.one_at_a_time import wait_for

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("code_hash", String(64), primary_key=True),
    Column("made_at", Moment, nullable=False),
    Column("used_at", Moment),
)

MADE = recovery_codes.c.person_id == bindparam("person")
"""The codes that were made for a person."""

UNUSED = recovery_codes.c.used_at.is_(None)
"""Those that are left."""

COUNT = Prepared(
    select(
        func.count().filter(UNUSED).label("left"),
        func.count().label("made"),
        func.max(recovery_codes.c.made_at).label("made_at"),
    ).where(MADE)
)


class RecoveryRows:
    """Implements `RecoveryStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def replace(self, person_id: str, code_hashes: Sequence[str], now: datetime) -> None:
        # Two sets made at once must not become one of twenty.
        wait_for(self._connection, f"recovery:{person_id}")
        self.clear(person_id)
        rows = [{"person_id": person_id, "code_hash": code_hash, "made_at": now} for code_hash in code_hashes]
        self._connection.execute(insert(recovery_codes), rows)

    def consume(self, person_id: str, code_hash: str, now: datetime) -> bool:
        used = (
            update(recovery_codes)
            .where(
                recovery_codes.c.person_id == person_id,
                recovery_codes.c.code_hash == code_hash,
                recovery_codes.c.used_at.is_(None),
            )
            .values(used_at=now)
        )
        return self._connection.execute(used).rowcount == 1

    def is_used(self, person_id: str, code_hash: str) -> bool:
        found = select(recovery_codes.c.used_at).where(
            recovery_codes.c.person_id == person_id, recovery_codes.c.code_hash == code_hash
        )
        return self._connection.execute(found).scalar() is not None

    def count(self, person_id: str) -> RecoverySet:
        counted = COUNT.first(self._connection, {"person": person_id})
        return RecoverySet(0, 0) if counted is None else RecoverySet(*counted)

    def clear(self, person_id: str) -> int:
        left = self.count(person_id).left
        self._connection.execute(delete(recovery_codes).where(recovery_codes.c.person_id == person_id))
        return left
