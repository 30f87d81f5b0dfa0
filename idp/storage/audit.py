"""The audit trail in the database: append-only rows, each bound to the one before it by a keyed hash."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    func,
    select,
    text,
    update,
)

from idp.audit.chain import GENESIS, Checkpoint, Row, build_next
from idp.audit.events import Event
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata
from idp.storage.prepared import Prepared, PreparedInsert

CLIENT_ID_CHARACTERS = 64

audit_trail = Table(
    "audit_trail",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("tag", String(64), nullable=False),
    Column("fields", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("person_id", String(64)),
    Column("client_id", String(CLIENT_ID_CHARACTERS)),
    Index("ix_audit_trail_person_id_seq", "person_id", "seq"),
    Index("ix_audit_trail_tag_seq", "tag", "seq"),
    Index("ix_audit_trail_at_seq", "at", "seq"),
    Index(
        "ix_audit_trail_client_id_seq",
        "client_id",
        "seq",
        sqlite_where=text("client_id IS NOT NULL"),
        postgresql_where=text("client_id IS NOT NULL"),
    ),
)
"""`person_id` and `client_id` repeat what `fields` holds, outside the chain, so that rows are found among millions."""

audit_head = Table(
    "audit_head",
    metadata,
    Column("chain", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

THE_CHAIN = 1
LOCK_HEAD = Prepared(select(audit_head).where(audit_head.c.chain == THE_CHAIN).with_for_update())
MOVE_HEAD = Prepared(
    update(audit_head)
    .where(audit_head.c.chain == THE_CHAIN)
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)
APPEND = PreparedInsert(audit_trail)


class AuditRows:
    """Implements `Trail`; what is recorded is held until `write` puts it at the chain's end.

    The chain's head is locked from then to the commit, so it must be the last lock a unit of work takes:
    `Database.begin` writes just before it commits. Taken when the event happens, it would make every writer
    wait for the slowest, and two that hold other rows wait for each other for ever.
    """

    def __init__(self, connection: Connection, key: bytes) -> None:
        self._connection = connection
        self._key = key
        self._events: list[Event] = []

    def record(self, event: Event) -> None:
        self._events.append(event)

    def write(self) -> None:
        """Append what was recorded since the last call: one locking read, one update, one insert, however many."""
        if not self._events:
            return
        end: Checkpoint | Row = self._lock_head()
        rows: list[Mapping[str, Any]] = []
        for event in self._events:
            end = build_next(end, event.at, event.tag.value, event.write_fields(), self._key)
            rows.append(write_row(end, event))
        APPEND.add(self._connection, rows)
        MOVE_HEAD.count(self._connection, {"new_seq": end.seq, "new_hash": end.hash})
        self._events.clear()

    def load_rows(self) -> Iterator[Row]:
        """Read the whole chain in its order, a thousand rows at a time."""
        found = self._connection.execution_options(yield_per=1000).execute(
            select(audit_trail).order_by(audit_trail.c.seq)
        )
        return (Row(row.seq, row.at, row.tag, row.fields, row.previous, row.hash) for row in found)

    def count(self) -> int:
        """Return how many rows there are."""
        return self._connection.execute(select(func.count()).select_from(audit_trail)).scalar() or 0

    def load_checkpoint(self) -> Checkpoint:
        """Read where the chain ends; sequence 0 while nothing was recorded."""
        row = self._connection.execute(select(audit_head).where(audit_head.c.chain == THE_CHAIN)).first()
        return GENESIS if row is None else Checkpoint(row.seq, row.hash)

    def _lock_head(self) -> Checkpoint:
        """Wait for every writer before us and read where the chain ends."""
        row = LOCK_HEAD.first(self._connection)
        if row is None:
            insert_once(self._connection, audit_head, chain=THE_CHAIN, **asdict(GENESIS))
            row = LOCK_HEAD.first(self._connection)
        if row is None:
            raise LookupError("the head of the audit trail went away")
        return Checkpoint(row.seq, row.hash)


def write_row(row: Row, event: Event) -> dict[str, Any]:
    """Return the columns of an event's row."""
    return {
        "seq": row.seq,
        "at": row.at,
        "tag": row.tag,
        "fields": row.fields,
        "previous": row.previous,
        "hash": row.hash,
        "person_id": event.person_id,
        "client_id": find_client(event),
    }


def find_client(event: Event) -> str | None:
    """Return the application that the row is found by; None for a name that no application of ours can have."""
    named = event.client_id
    if named is None or len(named) > CLIENT_ID_CHARACTERS or not named.isprintable():
        return None
    return named
