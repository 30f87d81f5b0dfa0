"""Changes that people were told of, in the database."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Index, String, Table, insert, select, update

from idp.methods.change import CHANGE_LIFE, ChangeKind, ToldChange
from idp.storage.metadata import Moment, metadata

changes = Table(
    "changes",
    metadata,
    Column("change_id", String(32), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("item_id", String(200)),
    Column("at", Moment, nullable=False),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("objected_at", Moment),
    Index("ix_changes_person_id_at", "person_id", "at"),
)


class ChangeRows:
    """Implements `ChangeStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, change: ToldChange) -> None:
        self._connection.execute(
            insert(changes).values(
                change_id=change.change_id,
                person_id=change.person_id,
                kind=change.kind.value,
                name=change.name,
                item_id=change.item_id,
                at=change.at,
                code_hash=change.code_hash,
                expires_at=change.at + CHANGE_LIFE,
            )
        )

    def find(self, person_id: str, change_id: str) -> ToldChange | None:
        return self._find(changes.c.change_id == change_id, changes.c.person_id == person_id)

    def find_by_code(self, code_hash: str) -> ToldChange | None:
        return self._find(changes.c.code_hash == code_hash)

    def list_since(self, person_id: str, since: datetime) -> tuple[ToldChange, ...]:
        rows = self._connection.execute(
            select(changes)
            .where(changes.c.person_id == person_id, changes.c.at >= since)
            .order_by(changes.c.at.desc())
        )
        return tuple(map(read_change, rows))

    def consume_objection(self, change_id: str, now: datetime) -> bool:
        objected = self._connection.execute(
            update(changes)
            .where(changes.c.change_id == change_id, changes.c.objected_at.is_(None))
            .values(objected_at=now)
        )
        return objected.rowcount == 1

    def _find(self, *conditions: Any) -> ToldChange | None:
        row = self._connection.execute(select(changes).where(*conditions)).first()
        return None if row is None else read_change(row)


def read_change(row: Any) -> ToldChange:
    """Build the record from a row."""
    return ToldChange(
        change_id=row.change_id,
        person_id=row.person_id,
        kind=ChangeKind(row.kind),
        name=row.name,
        item_id=row.item_id,
        at=row.at,
        code_hash=row.code_hash,
        objected_at=row.objected_at,
    )
