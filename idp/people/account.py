"""A person's account in the local directory, and the store that keeps it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Account:
    """A person and what the local directory knows about their password."""

    person: Person
    password_hash: str | None
    """A PHC string; None: no password has been set, so none is right."""
    password_expires_at: datetime | None
    """When the password must be changed; None: never."""


class PeopleStore(Protocol):
    """Where the local directory keeps its people. Usernames are looked up by their canonical spelling."""

    def add(self, account: Account, canonical_username: str) -> bool:
        """Keep a new account; False, and nothing kept, when the realm already has the username."""
        ...

    def find(self, person_id: str) -> Account | None:
        """Return the account with the id, whatever its state; None when there is none."""
        ...

    def find_by_username(self, realm: str, canonical_username: str) -> Account | None:
        """Return the account with the username in the realm, whatever its state; None when there is none."""
        ...

    def list(self, realm: str | None = None) -> tuple[Person, ...]:
        """Return the people of one realm, or of all, by realm and username."""
        ...

    def update(self, person: Person) -> bool:
        """Write everything about a person but realm, username and password; False when there is no such person."""
        ...

    def set_password(self, person_id: str, password_hash: str, expires_at: datetime | None) -> bool:
        """Replace the password and when it must be changed; False when there is no such person."""
        ...

    def rehash(self, person_id: str, old_hash: str, new_hash: str) -> bool:
        """Replace the hash of an unchanged password by one conditional UPDATE; False when it is no longer `old_hash`."""
        ...
