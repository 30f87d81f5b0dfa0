"""A directory knows the people of one realm and judges their passwords."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Right:
    """The password is right and the person may sign in."""

    person: Person
    expires_in_days: int | None = None
    """Whole days until the password must be changed; None while that is more than a fortnight away, or never."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The username, the password or both are wrong, or the account is not in use: nobody is told which."""

    person_id: str | None = None
    """Whose account was tried, for the audit trail alone; None when there is no such account."""


@dataclass(frozen=True, slots=True)
class Expired:
    """The password is right but too old: it must be changed before it can be used."""

    person: Person


@dataclass(frozen=True, slots=True)
class Locked:
    """The directory itself has locked the account, whatever the password."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The directory did not answer; this is never a wrong password."""


PasswordAnswer = Right | Wrong | Expired | Locked | Unavailable


class Directory(Protocol):
    """The people of one realm."""

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Judge what was typed, exactly as it was typed; an unknown username costs as much time as a known one."""
        ...

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person as known now; None when unknown here, inactive or ended."""
        ...


@dataclass(frozen=True, slots=True)
class Directories:
    """Every realm's directory, keyed by realm. The same username may be two people in two realms."""

    of_realm: Mapping[str, Directory]

    def check_password(self, realm: str, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Ask the realm's directory, and no other; raise KeyError for a realm that does not exist."""
        return self.of_realm[realm].check_password(username, password, now)

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person from whichever realm knows the id; None when none does or they may not sign in."""
        found = (directory.find_person(person_id, now) for directory in self.of_realm.values())
        return next((person for person in found if person is not None), None)
