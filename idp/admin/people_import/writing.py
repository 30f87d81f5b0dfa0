"""Writes what the lines of a file change, some hundreds at a time, each with its record in the trail."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from idp.admin.actor import Actor
from idp.admin.people_import.judging import AT_ONCE, Added, Changed, Judged
from idp.admin.people_import.preview import Absent
from idp.admin.people_import.store import ImportStores
from idp.admin.scim.entry import Entry
from idp.audit.events import Tag
from idp.chance import Chance


class EndSessions(Protocol):
    """Ends every session of a person and what outlives sessions, in this unit of work."""

    def __call__(self, stores: ImportStores, person_id: str, now: datetime, /) -> int: ...


@dataclass
class Writer:
    """Writes into one unit of work. `is_complete` turns false when something had changed meanwhile."""

    stores: ImportStores
    actor: Actor
    now: datetime
    chance: Chance
    end_sessions: EndSessions
    nobodys_hash: str = field(repr=False)
    is_complete: bool = True
    _added: list[tuple[Entry, str]] = field(default_factory=list)
    _changed: list[tuple[Entry, str]] = field(default_factory=list)

    def take(self, judged: Judged | Absent) -> None:
        """Write a line, now or with those after it."""
        match judged:
            case Added(_, person, username, external_id):
                made = replace(person, person_id=self.chance.identifier(), updated_at=self.now)
                self._added.append((Entry(made, 1, self.now, external_id), username))
                self._record(Tag.PERSON_ADDED, made.person_id)
            case Changed(_, before, after) if after == before:
                pass  # told as changed, see list_told: test_no_guess_at_a_number_is_answered
            case Changed(_, before, after, username):
                person = replace(after.person, updated_at=self.now)
                self._changed.append((replace(after, person=person), username))
                self._record(name_change(before, after), person.person_id)
                if before.person.is_active and not person.is_active:
                    self.end_sessions(self.stores, person.person_id, self.now)
            case Absent(missing):
                self._disable([one.person_id for one in missing])
        if len(self._added) + len(self._changed) >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        store = self.stores.people_import
        if self._changed:
            self.is_complete &= store.change_all(self._changed) == len(self._changed)
        if self._added:
            self.is_complete &= store.add_all(self._added, self.nobodys_hash) == len(self._added)
        self._added.clear()
        self._changed.clear()

    def _disable(self, person_ids: list[str]) -> None:
        """Let people in no longer, and sign them out everywhere."""
        self.flush()
        self.is_complete &= self.stores.people_import.disable_all(person_ids, self.now) == len(person_ids)
        for person_id in person_ids:
            self.end_sessions(self.stores, person_id, self.now)
            self._record(Tag.PERSON_DISABLED, person_id)

    def _record(self, tag: Tag, person_id: str) -> None:
        self.stores.audit.record(self.actor.describe(tag, self.now, person_id=person_id))


def name_change(before: Entry, after: Entry) -> Tag:
    """Return what the change is recorded as."""
    if before.person.is_active != after.person.is_active:
        return Tag.PERSON_ENABLED if after.person.is_active else Tag.PERSON_DISABLED
    return Tag.PERSON_CHANGED
