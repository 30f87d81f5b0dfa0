"""Writes what the lines of a file change, some hundreds at a time, each with its record in the trail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol, TypeVar

from idp.admin.actor import Actor
from idp.admin.people_import.judging import AT_ONCE, Added, Changed, Judged
from idp.admin.people_import.preview import Absent, Missing
from idp.admin.people_import.store import ImportStores
from idp.admin.scim.entry import Entry
from idp.audit.events import Event, Tag
from idp.chance import Chance

T = TypeVar("T")


class EndSessions(Protocol):
    """Ends every session of a person and what outlives sessions, in this unit of work."""

    def __call__(self, stores: ImportStores, person_id: str, now: datetime, /) -> int: ...


@dataclass
class Writer:
    """Gathers what is to be written, and then writes it into one unit of work, which others wait for."""

    actor: Actor
    now: datetime
    chance: Chance
    _added: list[tuple[Entry, str]] = field(default_factory=list)
    _changed: list[tuple[Entry, Entry]] = field(default_factory=list)
    _missing: list[Missing] = field(default_factory=list)
    _left: list[str] = field(default_factory=list)
    _events: list[Event] = field(default_factory=list)

    def take(self, judged: Judged | Absent) -> None:
        """Keep what a line changes, and what will be recorded of it."""
        match judged:
            case Added(_, person, username, external_id):
                made = replace(person, person_id=self.chance.identifier())
                self._added.append((Entry(made, 1, self.now, external_id), username))
                self._describe(Tag.PERSON_ADDED, made.person_id)
            case Changed(_, before, after) if after is before:
                pass  # told as changed, see list_told: test_no_guess_at_a_number_is_answered
            case Changed(_, before, after):
                self._changed.append((before, after))
                self._describe(name_change(before, after), after.person.person_id)
                if before.person.is_active and not after.person.is_active:
                    self._left.append(after.person.person_id)
            case Absent(missing):
                for one in missing:
                    self._missing.append(one)
                    self._describe(Tag.PERSON_DISABLED, one.person_id)

    def write(self, stores: ImportStores, end_sessions: EndSessions, nobodys_hash: str) -> bool:
        """Write it all; return False when somebody whom it changes had changed meanwhile."""
        store = stores.people_import
        for some in cut(self._changed):
            if store.change_all(some) != len(some):
                return False
        for added in cut(self._added):
            if store.add_all(added, nobodys_hash) != len(added):
                return False
        for gone in cut(self._missing):
            versions = {one.person_id: one.version for one in gone}
            if store.disable_all(versions, self.now) != len(gone):
                return False
        for person_id in (*self._left, *(one.person_id for one in self._missing)):
            end_sessions(stores, person_id, self.now)
        for event in self._events:
            stores.audit.record(event)
        return True

    def _describe(self, tag: Tag, person_id: str) -> None:
        self._events.append(self.actor.describe(tag, self.now, person_id=person_id))


def cut(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the rows in order, some hundreds at a time."""
    return (rows[begin : begin + AT_ONCE] for begin in range(0, len(rows), AT_ONCE))


def name_change(before: Entry, after: Entry) -> Tag:
    """Return what the change is recorded as."""
    if before.person.is_active != after.person.is_active:
        return Tag.PERSON_ENABLED if after.person.is_active else Tag.PERSON_DISABLED
    return Tag.PERSON_CHANGED
