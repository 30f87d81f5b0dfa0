"""The directory kept in our own database."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from idp.people.directory import Bar, Barred, Locked, PasswordAnswer, Right, RollCall, Wrong
from idp.people.hasher import Hasher
from idp.people.person import Person
from idp.people.username import canonical_username


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the local directory with what is needed to check their password."""

    person: Person
    password_hash: str = field(repr=False)
    is_locked: bool = False
    must_change_password: bool = False


class PeopleStore(Protocol):
    """Where the local directory is kept. `username` is always canonical."""

    def add(self, account: Account, username: str) -> bool:
        """Store a new account; return False when the realm already has the username or the employee id."""
        ...

    def change(self, person: Person) -> bool:
        """Store the person over the one with this id; False when there is none, or the employee id is another's."""
        ...

    def find_account(self, realm: str, username: str) -> Account | None:
        """Return the account of this username in the realm."""
        ...

    def find_person(self, person_id: str) -> Person | None:
        """Return the person with this id."""
        ...

    def find_people(self, person_ids: Sequence[str], realm: str) -> tuple[Person, ...]:
        """Return those of the people who are of this realm."""
        ...

    def replace_hash(self, person_id: str, old_hash: str, new_hash: str) -> bool:
        """Replace the password's hash unless it changed meanwhile, in one conditional UPDATE."""
        ...

    def set_password(self, person_id: str, new_hash: str, now: datetime) -> bool:
        """Give the person a new password that need not be changed, and unlock them; False when unknown."""
        ...

    def set_active(self, person_id: str, is_active: bool, now: datetime) -> bool:
        """Let the person in again, or no longer; False when unknown."""
        ...

    def list_people(self, realm: str | None = None) -> tuple[Person, ...]:
        """Return everybody, or everybody in one realm, by realm and username."""
        ...


class PeopleStores(Protocol):
    """A unit of work that holds the local directory."""

    @property
    def people(self) -> PeopleStore: ...


@dataclass(frozen=True, slots=True)
class LocalDirectory:
    """One realm of the local directory.

    Exactly one hash is computed for every attempt that is judged, whoever it names (CVE-2021-29621 was a faster
    answer for unknown users). `neighbours` are the other realms kept here: whoever asks for a person by id asks the
    first of them, and is spared asking the others. `read` opens the stores for reading alone.
    """

    realm: str
    begin: Callable[[], AbstractContextManager[PeopleStores]]
    read: Callable[[], AbstractContextManager[PeopleStores]]
    hasher: Hasher
    neighbours: frozenset[str] = frozenset()

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        """Judge a username and password; a hash made with yesterday's parameters is made anew on success."""
        account = self._find_account(username)
        if account is None:
            self.hasher.waste(password)
            return Wrong()
        is_right, person = self.hasher.verify(account.password_hash, password), account.person
        if not is_right or not is_employed(person, now):
            return Locked(person.person_id) if account.is_locked else Wrong(person.person_id)
        self._keep_hash_modern(account, password)
        if account.is_locked:
            return Barred(person, Bar.LOCKED)
        return Barred(person, Bar.PASSWORD_EXPIRED) if account.must_change_password else Right(person)

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        """Return the person of this realm or a neighbour; one whose employment has ended is inactive."""
        with self.read() as stores:
            person = stores.people.find_person(person_id)
        if person is None or not (person.realm == self.realm or person.realm in self.neighbours):
            return None
        return as_employed(person, now)

    def find_people(self, person_ids: Sequence[str], now: datetime) -> Mapping[str, Person]:
        """Return those who are of this realm; one whose employment has ended is inactive."""
        with self.read() as stores:
            people = stores.people.find_people(person_ids, self.realm)
        return {one.person_id: as_employed(one, now) for one in people}

    def find_named(self, username: str, now: datetime) -> Person | None:
        """Return the person of this username; one whose employment has ended is inactive."""
        account = self._find_account(username)
        if account is None:
            return None
        return as_employed(account.person, now)

    def call_roll(self, person_ids: Sequence[str], now: datetime) -> RollCall:
        """Say which of these people are of this realm and employed."""
        with self.read() as stores:
            people = stores.people.find_people(person_ids, self.realm)
        return RollCall(frozenset(person.person_id for person in people if is_employed(person, now)))

    def _find_account(self, username: str) -> Account | None:
        canonical = canonical_username(username)
        if canonical is None:
            return None
        with self.read() as stores:
            return stores.people.find_account(self.realm, canonical)

    def _keep_hash_modern(self, account: Account, password: str) -> None:
        if self.hasher.needs_rehash(account.password_hash):
            new_hash = self.hasher.hash(password)
            with self.begin() as stores:
                stores.people.replace_hash(account.person.person_id, account.password_hash, new_hash)


def as_employed(person: Person, now: datetime) -> Person:
    """Return the person, active only until their last day has passed."""
    is_active = is_employed(person, now)
    return person if person.is_active is is_active else replace(person, is_active=is_active)


def is_employed(person: Person, now: datetime) -> bool:
    """Say whether the account is active and its last day has not passed."""
    return person.is_active and (person.expires_at is None or now < person.expires_at)
