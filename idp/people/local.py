"""The directory kept in our own database."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.people.account import Account, PeopleStore
from idp.people.directory import Expired, PasswordAnswer, Right, Wrong
from idp.people.hasher import Hasher
from idp.people.password_text import read_password
from idp.people.person import Person
from idp.people.username import canonical_username

WARN_WITHIN = timedelta(days=14)


class PeopleStores(Protocol):
    """What the local directory needs of a unit of work."""

    @property
    def people(self) -> PeopleStore: ...


@dataclass(frozen=True, slots=True)
class LocalDirectory:
    """Implements `Directory` for one realm.

    Whatever is wrong – unknown name, unusable name or password, no longer active, wrong password – the answer is
    `Wrong` after exactly one hash, so that neither answer nor time tells who exists. It never answers
    `Locked`: guessing is held back by the throttle, which also counts names nobody has.
    """

    realm: str
    begin: Callable[[], AbstractContextManager[PeopleStores]]
    hasher: Hasher

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        account = self._find_account(username)
        typed = read_password(password)
        stored = account.password_hash if account and account.person.may_sign_in(now) else None
        if account is None or stored is None or typed is None:
            self.hasher.waste()
            return Wrong(account.person.person_id if account else None)
        if not self.hasher.verify(stored, typed):
            return Wrong(account.person.person_id)
        if account.password_expires_at is not None and now >= account.password_expires_at:
            return Expired(account.person)
        if self.hasher.needs_rehash(stored):
            self._rehash(account.person.person_id, stored, typed)
        return Right(account.person, days_left(account.password_expires_at, now))

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        with self.begin() as stores:
            account = stores.people.find(person_id)
        if account is None or account.person.realm != self.realm:
            return None
        return account.person if account.person.may_sign_in(now) else None

    def _find_account(self, username: str) -> Account | None:
        spelt = canonical_username(username)
        if spelt is None:
            return None
        with self.begin() as stores:
            return stores.people.find_by_username(self.realm, spelt)

    def _rehash(self, person_id: str, old_hash: str, password: str) -> None:
        new_hash = self.hasher.hash(password)
        with self.begin() as stores:
            stores.people.rehash(person_id, old_hash, new_hash)


def days_left(expires_at: datetime | None, now: datetime) -> int | None:
    """Return the whole days until a password must be changed; None when that is never or over a fortnight away."""
    if expires_at is None or expires_at - now > WARN_WITHIN:
        return None
    return (expires_at - now).days
