"""Who is helped, who may help them, and what can keep an act from being done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from idp.admin.actor import Actor
from idp.people.person import Person


class People(Protocol):
    """Every directory there is."""

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person from the first directory that knows them. Raises DirectoryUnavailable."""
        ...

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        """Return those of the people whom some directory knows, by id. Raises DirectoryUnavailable."""
        ...

    def find_named(self, realm: str, username: str, now: datetime) -> Person | None:
        """Return the person of this username in the realm; None when nobody has it. Raises DirectoryUnavailable."""
        ...


class UnknownPerson(LookupError):
    """No directory knows anybody of this id."""


class NotDone(StrEnum):
    """Why an act did nothing."""

    OWN = "own"
    """Nobody helps themselves: a colleague does it."""
    SAME_PERSON = "same_person"
    """Whoever asks does not approve, nor who could have asked as the program that did."""
    NOT_A_PERSON = "not_a_person"
    """Only a member of staff approves, never a program."""
    NOTHING = "nothing"
    """There was nothing to do it to: it is gone, or was done already."""
    OPEN_ALREADY = "open_already"
    """Somebody has asked for it already, and it waits for approval."""
    OVER = "over"
    """The request is done, cancelled or too old."""


@dataclass(frozen=True, slots=True)
class Done:
    """The act was done; `count` says of how many things."""

    count: int = 1


def get_person(people: People, person_id: str, now: datetime) -> Person:
    """Return the person. Raises UnknownPerson and DirectoryUnavailable."""
    if not (person_id.isascii() and person_id.isprintable()):
        raise UnknownPerson("nobody has this id")
    person = people.find_person(person_id, now)
    if person is None:
        raise UnknownPerson("nobody has this id")
    return person


def is_own(actor: Actor, person: Person) -> bool:
    """Say whether the person is who acts."""
    return actor.person_id == person.person_id
