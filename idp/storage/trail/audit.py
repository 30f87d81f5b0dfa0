"""The audit trail in the database: append-only rows, each bound to the one before it by a keyed hash.

What is recorded is an entry of the journal first (`idp/storage/trail/journal.py`) and becomes a row of the trail when it is
bound (`idp/storage/trail/binding.py`); whoever reads has all that waits bound before.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Dialect,
    Index,
    Integer,
    String,
    Table,
    Text,
    func,
    select,
    text,
)

from idp.audit.chain import GENESIS, Checkpoint, Row
from idp.audit.events import Event
from idp.audit.found_by import NAME_CHARACTERS, FoundBy
from idp.storage.metadata import Moment, metadata

ENTRY_CHARACTERS = 80

LATEST: Final = datetime(9999, 1, 1, tzinfo=UTC)

FARTHEST: Final = 2**62
"""No row of ours lies so far from the beginning; one that does was written by hand, and nothing is bound after it."""


class WrittenMoment(Moment):
    """A moment that somebody may have written by hand: a number that none has is the latest, for the check to name."""

    cache_ok = True

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        try:
            return super().process_result_value(value, dialect)
        except OverflowError:
            return LATEST


audit_trail = Table(
    "audit_trail",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", WrittenMoment, nullable=False),
    Column("tag", String(64), nullable=False),
    Column("fields", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("entry", String(ENTRY_CHARACTERS)),
    Column("person_id", String(NAME_CHARACTERS)),
    Column("client_id", String(NAME_CHARACTERS)),
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
"""`person_id` and `client_id` repeat what `fields` holds, so that rows are found among millions.

`fields` is empty, and those two are null, when the time of the row's kind was over (`idp/storage/trail/emptying.py`).
"""

audit_head = Table(
    "audit_head",
    metadata,
    Column("chain", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)

THE_CHAIN = 1

LAST: Final = (
    select(audit_trail).where(audit_trail.c.seq < FARTHEST).order_by(audit_trail.c.seq.desc()).limit(1)
)


class AuditRows:
    """Implements `Trail`; what is recorded is held until `Database.begin` writes it, just before it commits."""

    def __init__(self, connection: Connection, bind: Callable[[], None]) -> None:
        self._connection = connection
        self._bind = bind
        self.recorded: list[Event] = []

    def record(self, event: Event) -> None:
        self.recorded.append(event)

    def load_rows(self) -> Iterator[Row]:
        """Read the whole chain in its order, a thousand rows at a time."""
        self._bind()
        found = self._connection.execution_options(yield_per=1000).execute(
            select(audit_trail).order_by(audit_trail.c.seq)
        )
        return map(read_row, found)

    def count(self) -> int:
        """Return how many rows there are."""
        self._bind()
        return self._connection.execute(select(func.count()).select_from(audit_trail)).scalar() or 0

    def load_checkpoint(self) -> Checkpoint:
        """Read where the chain ends, which is never before its last row; sequence 0 while nothing was recorded."""
        self._bind()
        noted = select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.chain == THE_CHAIN)
        found = (self._connection.execute(one).first() for one in (noted, LAST))
        ends = [Checkpoint(row.seq, row.hash) for row in found if row is not None]
        return max(ends, key=lambda end: end.seq, default=GENESIS)


def read_row(row: Any) -> Row:
    """Build the record from a row."""
    found_by = FoundBy(row.person_id, row.client_id)
    return Row(
        row.seq, row.at, row.tag, row.fields, row.previous, row.hash, row.entry or "", row.digest, found_by
    )
