"""What every directory can answer: is this the password, and who is this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Right:
    """The password is right; `expires_in_days` is told when it soon runs out."""

    person: Person
    expires_in_days: int | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """No such person, an inactive one, or not the password: one answer, so that it gives nothing away.

    `person_id` is whom the username names, for the audit trail alone.
    """

    person_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expired:
    """The password is right and has run out. Told only where it proves nothing to an outsider."""

    person: Person


@dataclass(frozen=True, slots=True)
class Locked:
    """The directory has locked the account and does not say whether the password was right."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The directory does not answer. It says nothing about the password and is never counted against anybody."""


PasswordAnswer = Right | Wrong | Expired | Locked | Unavailable


class Directory(Protocol):
    """The employees of one realm."""

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Judge a username and password as typed, however odd; raises nothing."""
        ...

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person as they are now, active or not; None when this realm does not know them."""
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
        """Return the person from the first directory that knows them."""
        found = (directory.find_person(person_id, now) for directory in self.by_realm.values())
        return next((person for person in found if person is not None), None)
