"""Finds people: by an index in our own directory, by one bounded question in the municipality's."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol, runtime_checkable

from idp.admin.actor import Actor
from idp.admin.people.envelope import BadEnvelope, Envelopes
from idp.admin.people.stores import PeopleStores
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.people.directory import DirectoryUnavailable
from idp.people.finding import Position, Wanted, is_found, read_words
from idp.people.person import Person
from idp.people.protection import disguise, name_for_others

PAGE: Final = 50
MOST: Final = 200
MOST_DISTANT: Final = 20
"""Shown of each directory that is not ours: it is asked once and does not turn pages."""

MOST_TYPED: Final = 200
"""Characters that are read of what was typed."""


class Note(StrEnum):
    """Why a realm shows less than there may be."""

    AWAY = "away"
    """Its directory does not answer."""
    CUT = "cut"
    """It has more; narrow the search."""
    WORDS_ONLY = "words_only"
    """It is searched by words alone, not by group, and not without any."""


@runtime_checkable
class DistantDirectory(Protocol):
    """A realm whose people are kept elsewhere."""

    def find_like(self, words: tuple[str, ...], most: int, now: datetime) -> tuple[tuple[Person, ...], bool]:
        """Return at most so many people whom every word finds, and whether there are more.

        Raises DirectoryUnavailable.
        """
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody searches for. `after` is where the page before ended."""

    typed: str = ""
    realm: str | None = None
    group: str | None = None
    after: str | None = None
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a list, as the actor may see them."""

    person_id: str
    realm: str
    name: str
    username: str
    unit: str
    title: str
    employee_id: str | None
    is_active: bool
    is_protected: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of people, where the next begins, and what is to be known of realms that show less."""

    lines: tuple[Line, ...]
    after: str | None = None
    notes: tuple[tuple[str, Note], ...] = ()


@dataclass(frozen=True, slots=True)
class Finder:
    """Searches. The trail is told by what kind of thing was searched, never what it was."""

    begin: Callable[[], AbstractContextManager[PeopleStores]]
    envelopes: Envelopes
    distant: Mapping[str, DistantDirectory]

    def find(self, actor: Actor, asked: Asked, now: datetime) -> Listed:
        """Return a page. Raises Forbidden, and BadEnvelope when `after` is no place in the list."""
        actor.check(Permission.PEOPLE_READ)
        sees = actor.may(Permission.PEOPLE_PROTECTED)
        wanted = Wanted(
            read_words(asked.typed[:MOST_TYPED]), read_name(asked.realm), read_name(asked.group), sees
        )
        position = self._read_position(actor, asked.after)
        limit = max(1, min(asked.limit, MOST))
        distant, notes = self._ask_distant(wanted, now) if position is None else ((), ())
        with self.begin() as stores:
            found = stores.people_index.find_people(wanted, position, limit + 1)
            page = found[:limit]
            stores.audit.record(
                actor.describe(
                    Tag.PEOPLE_SEARCHED,
                    now,
                    details={
                        "word_count": len(wanted.words),
                        "realm": wanted.realm or "",
                        "in_group": "yes" if wanted.group else "no",
                        "found_count": len(page) + len(distant),
                    },
                )
            )
        after = self._write_position(actor, page[-1].position) if len(found) > limit else None
        people = (*distant, *(one.person for one in page))
        return Listed(tuple(describe(person, actor) for person in people), after, notes)

    def _ask_distant(
        self, wanted: Wanted, now: datetime
    ) -> tuple[tuple[Person, ...], tuple[tuple[str, Note], ...]]:
        """Return who is found in directories that are not ours, and what is to be known of each."""
        people: list[Person] = []
        notes: list[tuple[str, Note]] = []
        for realm, directory in self.distant.items():
            if wanted.realm not in (None, realm):
                continue
            if not wanted.words or wanted.group is not None:
                notes.append((realm, Note.WORDS_ONLY))
                continue
            try:
                found, is_cut = directory.find_like(wanted.words, MOST_DISTANT, now)
            except DirectoryUnavailable:
                notes.append((realm, Note.AWAY))
                continue
            people += [one for one in found if may_be_found(one, wanted)]
            if is_cut:
                notes.append((realm, Note.CUT))
        return tuple(people), tuple(notes)

    def _write_position(self, actor: Actor, position: Position) -> str:
        return self.envelopes.close(actor, {"after": list(position)})

    def _read_position(self, actor: Actor, text: str | None) -> Position | None:
        if not text:
            return None
        match self.envelopes.open(actor, text).get("after"):
            case [str(first), str(second)]:
                return first, second
        raise BadEnvelope("the place in the list is not known; search again")


def read_name(written: str | None) -> str | None:
    """Return the name of a realm or group without what no name holds and PostgreSQL takes from nobody; None for none."""
    return "".join(mark for mark in written[:MOST_TYPED] if mark.isprintable()) or None if written else None


def may_be_found(person: Person, wanted: Wanted) -> bool:
    """Say whether a directory that knows nothing of protection may have found the person by these words."""
    return not person.is_protected or is_found(person, wanted.words, sees_protected=wanted.sees_protected)


def show_person(person: Person, actor: Actor) -> Person:
    """Return what the actor may know of the person."""
    return person if actor.may(Permission.PEOPLE_PROTECTED) else disguise(person)


def name_person(person: Person, actor: Actor) -> str:
    """Return the name by which the actor may know the person."""
    return person.name if actor.may(Permission.PEOPLE_PROTECTED) else name_for_others(person)


def describe(person: Person, actor: Actor) -> Line:
    """Return the person's line of a list."""
    shown = show_person(person, actor)
    return Line(
        person_id=person.person_id,
        realm=person.realm,
        name=name_person(person, actor),
        username=shown.username,
        unit=shown.unit,
        title=shown.title,
        employee_id=shown.employee_id,
        is_active=person.is_active,
        is_protected=person.is_protected,
    )
