"""A local directory in memory whose hasher counts its work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock

from idp.people.hasher import Hasher
from idp.people.local import Account, LocalDirectory
from idp.people.person import Person
from tests.support.methods import MARIA

PASSWORD = "fjärilar i magen"


class CountingHasher(Hasher):
    """Counts verifications and hashes, the work whose amount could tell who exists."""

    def __init__(self, memory_kib: int = 8) -> None:
        super().__init__(memory_kib=memory_kib, iterations=1, concurrent=2)
        self.verified = self.hashed = 0
        self._counting = Lock()

    def hash(self, password: str) -> str:
        self.hashed += 1
        return super().hash(password)

    def verify(self, phc: str, password: str) -> bool:
        with self._counting:
            self.verified += 1
        return super().verify(phc, password)


@dataclass
class MemoryPeople:
    """The accounts by realm and canonical username."""

    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)

    def add(self, account: Account, username: str) -> bool:
        return self.accounts.setdefault((account.person.realm, username), account) is account

    def change(self, person: Person) -> bool:
        raise NotImplementedError

    def find_account(self, realm: str, username: str) -> Account | None:
        return self.accounts.get((realm, username))

    def find_person(self, person_id: str) -> Person | None:
        people = (account.person for account in self.accounts.values())
        return next((person for person in people if person.person_id == person_id), None)

    def find_people(self, person_ids: Sequence[str], realm: str) -> tuple[Person, ...]:
        people = (account.person for account in self.accounts.values())
        return tuple(one for one in people if one.person_id in person_ids and one.realm == realm)

    def replace_hash(self, person_id: str, old_hash: str, new_hash: str) -> bool:
        for key, account in self.accounts.items():
            if (account.person.person_id, account.password_hash) == (person_id, old_hash):
                self.accounts[key] = replace(account, password_hash=new_hash)
                return True
        return False

    def set_password(self, person_id: str, new_hash: str, now: datetime) -> bool:
        raise NotImplementedError

    def set_active(self, person_id: str, is_active: bool, now: datetime) -> bool:
        raise NotImplementedError

    def list_people(self, realm: str | None = None) -> tuple[Person, ...]:
        raise NotImplementedError


@dataclass
class SmallDirectory:
    """One realm with as many people as a test needs."""

    people: MemoryPeople = field(default_factory=MemoryPeople)
    hasher: CountingHasher = field(default_factory=CountingHasher)

    @contextmanager
    def begin(self) -> Iterator["SmallDirectory"]:
        yield self

    def employ(self, person: Person = MARIA, **facts: bool) -> None:
        """Add a person whose password is PASSWORD, and begin counting afresh."""
        account = Account(person, self.hasher.hash(PASSWORD), **facts)
        self.people.add(account, person.username)
        self.hasher.hashed = 0

    def open(self, realm: str = "adm") -> LocalDirectory:
        """Return the directory of a realm."""
        return LocalDirectory(realm, self.begin, self.begin, self.hasher)
