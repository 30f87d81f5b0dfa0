"""Binds the journal's entries into the chain, in the order they lie in; one binds at a time, whichever process it is in."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, bindparam, delete, select, type_coerce, update

from idp.audit.chain import GENESIS, Checkpoint, Row, build_next
from idp.audit.entries import Entry, is_genuine_entry
from idp.audit.events import Tag
from idp.audit.found_by import find_by
from idp.storage.driver.prepared import Prepared, PreparedInsert
from idp.storage.insert_once import insert_once
from idp.storage.metadata import EPOCH
from idp.storage.trail.audit import LAST, THE_CHAIN, audit_head, audit_trail
from idp.storage.trail.journal import audit_journal

AT_ONCE: Final = 500
"""Entries bound in one transaction."""

LOCK_HEAD: Final = Prepared(
    select(
        audit_head,
        LAST.with_only_columns(audit_trail.c.seq).scalar_subquery().label("last_seq"),
        LAST.with_only_columns(audit_trail.c.hash).scalar_subquery().label("last_hash"),
    )
    .where(audit_head.c.chain == THE_CHAIN)
    .with_for_update()
)
MOVE_HEAD: Final = Prepared(
    update(audit_head)
    .where(audit_head.c.chain == THE_CHAIN)
    .values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
)
APPEND: Final = PreparedInsert(audit_trail)
IS_ANY: Final = Prepared(select(audit_journal.c.place).limit(1))
TAKE: Final = Prepared(
    delete(audit_journal)
    .where(
        audit_journal.c.place.in_(
            select(audit_journal.c.place).order_by(audit_journal.c.place).limit(AT_ONCE)
        )
    )
    .returning(
        audit_journal.c.place,
        audit_journal.c.entry,
        type_coerce(audit_journal.c.at, BigInteger).label("at"),
        audit_journal.c.tag,
        audit_journal.c.fields,
        audit_journal.c.mac,
    )
)


def is_any_waiting(connection: Connection) -> bool:
    """Say whether an entry waits to be bound."""
    return IS_ANY.first(connection) is not None


def bind_some(connection: Connection, key: bytes) -> int:
    """Move the first entries from the journal to the chain's end, in the transaction that is open; return how many.

    The chain's head is locked from then to the commit. An entry that was forged becomes a row that says so.
    """
    end: Checkpoint | Row = lock_head(connection)
    taken = sorted(TAKE.all(connection), key=lambda one: int(one.place))
    rows: list[Mapping[str, Any]] = []
    latest = EPOCH
    for one in taken:
        entry = read_entry(one)
        if entry is not None and is_genuine_entry(entry, key):
            latest = max(latest, entry.at)
            end = build_next(end, entry.at, entry.tag, entry.fields, key, entry.name)
        else:
            end = build_next(end, latest, Tag.AUDIT_ENTRY_FORGED, "{}", key)
        rows.append(write_row(end))
    if rows:
        APPEND.add(connection, rows)
        MOVE_HEAD.count(connection, {"new_seq": end.seq, "new_hash": end.hash})
    return len(rows)


def lock_head(connection: Connection) -> Checkpoint:
    """Wait for whoever binds before us and read where the chain ends: never before a row that is there.

    A row that somebody put behind the end, or an end that somebody took away, keeps nothing from being bound: the check
    of the chain names it. The last row is read as it was before the wait, and so may lie before the end.
    """
    row = LOCK_HEAD.first(connection)
    if row is None:
        insert_once(connection, audit_head, chain=THE_CHAIN, **asdict(GENESIS))
        row = LOCK_HEAD.first(connection)
    if row is None:
        raise LookupError("the head of the audit trail went away")
    if row.last_seq is not None and row.last_seq > row.seq:
        return Checkpoint(row.last_seq, row.last_hash)
    return Checkpoint(row.seq, row.hash)


def read_entry(row: Any) -> Entry | None:
    """Return the entry that a row of the journal holds; None for a moment that no entry can have."""
    try:
        at: datetime = EPOCH + timedelta(microseconds=row.at)
    except OverflowError:
        return None
    return Entry(row.entry, at, row.tag, row.fields, row.mac)


def write_row(row: Row) -> dict[str, Any]:
    """Return the columns of a row of the trail."""
    found_by = find_by(row.fields)
    return {
        "seq": row.seq,
        "at": row.at,
        "tag": row.tag,
        "fields": row.fields,
        "previous": row.previous,
        "hash": row.hash,
        "digest": row.digest,
        "entry": row.entry or None,
        "person_id": found_by.person_id,
        "client_id": found_by.client_id,
    }
