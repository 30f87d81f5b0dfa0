"""What every directory can answer: is this the password, and who is this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Protocol

from idp.errors import Refusal
from idp.people.person import Person

RETRY_AFTER_SECONDS = 30


class Bar(StrEnum):
    """Why a right password lets nobody in."""

    PASSWORD_EXPIRED = "password_expired"  # noqa: S105 - a reason
    LOCKED = "locked"
    DISABLED = "disabled"
    ENDED = "ended"
    HOURS = "hours"
    COMPUTER = "computer"


@dataclass(frozen=True, slots=True)
class Right:
    """The password is right."""

    person: Person


@dataclass(frozen=True, slots=True)
class Wrong:
    """No such person, an inactive one, or not the password: one answer, so that it gives nothing away.

    `person_id` is whom the username names, for the audit trail alone.
    """

    person_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Barred:
    """The password is right, and something else keeps the person out. Told only where it proves nothing to an outsider."""

    person: Person
    bar: Bar


@dataclass(frozen=True, slots=True)
class Locked:
    """The account is locked and nothing is known of the password. Whoever asks is told what a wrong one is told.

    `person_id` is whom the username names, for the audit trail alone.
    """

    person_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The directory does not answer. It says nothing about the password and is never counted against anybody."""


PasswordAnswer = Right | Wrong | Barred | Locked | Unavailable


class DirectoryUnavailable(Refusal):
    """Nobody can say who somebody is now: their directory does not answer. It ends the request and nothing else."""

    def __init__(self, detail: str = "") -> None:
        super().__init__("directory_away", status=503, detail=detail, retry_after_seconds=RETRY_AFTER_SECONDS)


@dataclass(frozen=True, slots=True)
class RollCall:
    """Who of many is employed, and of whom nobody can say so now, because their directory is down."""

    present: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    def __or__(self, other: "RollCall") -> "RollCall":
        return RollCall(self.present | other.present, self.unknown | other.unknown)

    def list_gone(self, person_ids: Sequence[str]) -> tuple[str, ...]:
        """Return those of the people who are employed nowhere, as far as every directory says."""
        return tuple(one for one in person_ids if one not in self.present and one not in self.unknown)


class Directory(Protocol):
    """The employees of one realm."""

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Judge a username and password as typed, however odd; raises nothing."""
        ...

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person as they are now, active or not; None when this realm does not know them.

        Raises DirectoryUnavailable.
        """
        ...

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        """Return those of the people whom this realm knows, by id, in as few questions as it takes.

        Raises DirectoryUnavailable.
        """
        ...

    def find_named(self, username: str, now: datetime) -> Person | None:
        """Return the person of this username as they are now, active or not; None when nobody has it.

        Only for staff who may know whose account it is. Raises DirectoryUnavailable.
        """
        ...

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Say which of these people are of this realm and employed, in as few questions as it takes; raises nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Directories:
    """The directories by realm."""

    by_realm: Mapping[str, Directory]

    def check_password(self, realm: str, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Ask the realm's directory; an unknown realm is a wrong password."""
        directory = self.by_realm.get(realm)
        return Wrong() if directory is None else directory.check_password(username, password, now)

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person from the first directory that knows them. Raises DirectoryUnavailable."""
        found = (directory.find_person(person_id, now) for directory in self.by_realm.values())
        return next((person for person in found if person is not None), None)

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        """Return those of the people whom some directory knows, by id. Raises DirectoryUnavailable."""
        found: dict[str, Person] = {}
        for directory in self.by_realm.values():
            missing = [one for one in person_ids if one not in found]
            found.update(directory.find_people(missing, now) if missing else {})
        return found

    def find_named(self, realm: str, username: str, now: datetime) -> Person | None:
        """Return the person of this username in the realm; None when nobody there has it. Raises DirectoryUnavailable."""
        directory = self.by_realm.get(realm)
        return None if directory is None else directory.find_named(username, now)

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Say which of these people are employed in some realm, and of whom that cannot be said."""
        answers = (directory.call_roll(person_ids, now) for directory in self.by_realm.values())
        return reduce(or_, answers, RollCall())
