"""The journal: where events wait that were recorded and are not yet bound into the chain.

Writing an entry takes no lock and waits for nobody. Each is added in the transaction of what it records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, Text, select

from idp.audit.entries import Entry, EntryName, build_entry
from idp.audit.events import Event
from idp.chance import Chance
from idp.storage.driver.prepared import Prepared, PreparedInsert
from idp.storage.metadata import Moment, metadata
from idp.storage.trail.audit import ENTRY_CHARACTERS, THE_CHAIN, audit_head

audit_journal = Table(
    "audit_journal",
    metadata,
    Column("place", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True),
    Column("entry", String(ENTRY_CHARACTERS), nullable=False),
    Column("at", Moment, nullable=False),
    Column("tag", String(64), nullable=False),
    Column("fields", Text, nullable=False),
    Column("mac", String(64), nullable=False),
)
"""`place` says in which order entries are bound, and proves nothing."""

PLACE: Final = "place"
ADD: Final = PreparedInsert(audit_journal, but=(PLACE,))
JOURNALLED: Final = [column for column in audit_journal.c if column.name != PLACE]
"""What a writer gives of an entry; the database adds its place."""
FIND_HEAD: Final = Prepared(select(audit_head.c.seq).where(audit_head.c.chain == THE_CHAIN))


@dataclass(slots=True)
class Writer:
    """Numbers entries without a gap. One unit of work at a time holds it, until it has committed or rolled back."""

    began: int
    name: str
    written: int = 0

    def write(self, connection: Connection, events: Sequence[Event], key: bytes) -> None:
        """Add the events in their order, in one statement for a few."""
        ADD.add(connection, [self.build(event, key, place) for place, event in enumerate(events, start=1)])
        self.written += len(events)

    def build(self, event: Event, key: bytes, place: int = 1) -> dict[str, Any]:
        """Return the columns of the entry that is written so many after the last."""
        name = EntryName(self.began, self.name, self.written + place)
        return write_columns(build_entry(name, event.at, event.tag.value, event.write_fields(), key))


class Writers:
    """The writers of one process that nobody holds.

    The one that came back last is taken first, so that few are in use and each entry is soon followed by another of
    the same writer. One whose commit failed is never given back: nobody knows whether its numbers are used.
    """

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._free: list[Writer] = []

    def take(self, connection: Connection) -> Writer:
        """Return a writer that nobody holds; a new one when there is none."""
        try:
            return self._free.pop()
        except IndexError:
            head = FIND_HEAD.first(connection)
            return Writer(0 if head is None else head.seq, self._chance.identifier())

    def give_back(self, writer: Writer) -> None:
        """Let others have the writer, whose entries are committed."""
        self._free.append(writer)


def write_columns(entry: Entry) -> dict[str, Any]:
    """Return the columns of an entry but its place, which the database gives."""
    return {
        "entry": entry.name,
        "at": entry.at,
        "tag": entry.tag,
        "fields": entry.fields,
        "mac": entry.mac,
    }
