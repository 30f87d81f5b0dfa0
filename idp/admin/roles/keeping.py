"""Keeps somebody in the console: no change may leave nobody who administers and gets in.

Administrators are those of the groups in the configuration and those who were given the role. What the municipality's own
directory says of its groups is not ours to keep: there, a group that the policy lets in counts as somebody.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrantStore
from idp.admin.roles.nobody_left import NobodyLeft, tell_example
from idp.people.directory import DirectoryUnavailable
from idp.people.local import is_employed
from idp.people.person import Person
from idp.policy.drafts.administrators import (
    Administrators,
    find_opening,
    list_entering,
    may_any_member_enter,
)
from idp.policy.question import Subject
from idp.policy.rules import CONSOLE, Policy


class AdministratorStore(Protocol):
    """Where those who administer are found."""

    def wait(self) -> None:
        """Let one change at a time judge who is left; until the unit of work ends."""
        ...

    def list_people(self, groups: Sequence[str]) -> tuple[Person, ...]:
        """Return the people of the local directory who are in one of the groups or were given the role, by id."""
        ...


class KeepingStores(Protocol):
    """A unit of work that knows who administers."""

    @property
    def administrators(self) -> AdministratorStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...


@dataclass(frozen=True, slots=True)
class Keeping:
    """Judges who is left. `groups` are the administrators'; `has_directory` says that some realm is kept elsewhere.

    Without a policy there is nothing to judge by, and nothing is refused.
    """

    begin: Callable[[], AbstractContextManager[KeepingStores]]
    find_person: Callable[[str, datetime], Person | None]
    policy: Callable[[], Policy | None]
    groups: tuple[str, ...]
    has_directory: bool = False
    elsewhere: Mapping[str, Subject] = field(default_factory=dict)
    """People of a directory elsewhere who were given the role, as `look` found them."""

    @contextmanager
    def keep(self, stores: KeepingStores, now: datetime) -> Iterator[None]:
        """Do a change in this unit of work. Raises NobodyLeft, which undoes it, when it leaves nobody.

        Where nobody gets in before the change either, it takes nothing away, and is let through.
        """
        policy = self.policy()
        if policy is None or CONSOLE not in policy.services:
            yield
            return
        stores.administrators.wait()
        people = self._list_people(stores)
        at = find_opening(policy, now)
        before = list_entering(policy, self._gather(stores, people, now), at)
        yield
        left = self._list_people(stores)
        after = self._gather(stores, left, now)
        if not before or may_any_member_enter(policy, after.groups, at) or list_entering(policy, after, at):
            return
        last = [people[one] for one in before if one in people]
        others = Administrators({one: who for one, who in after.people.items() if one not in before})
        raise NobodyLeft(last, len(others.people), tell_example(policy, others, at))

    def list_entering(self, stores: KeepingStores, now: datetime) -> tuple[str, ...]:
        """Return the ids of those known one by one who administer and get in, when the console is open next."""
        policy = self.policy()
        if policy is None or CONSOLE not in policy.services:
            return ()
        return list_entering(
            policy, self._gather(stores, self._list_people(stores), now), find_opening(policy, now)
        )

    def find_all(self, stores: KeepingStores, now: datetime) -> Administrators:
        """Return everybody who administers; while nobody is known, the groups count as if somebody were in them."""
        found = self._gather(stores, self._list_people(stores), now)
        return found if found.people else Administrators(groups=self.groups)

    def look(self, now: datetime) -> "Keeping":
        """Return the same with those whom a directory elsewhere knows. Asks that directory: before a unit of work.

        Nobody is counted whom their directory cannot be asked about.
        """
        if not self.has_directory:
            return self
        with self.begin() as stores:
            known = self._list_people(stores)
            wanted = [one for one in list_granted(stores) if one not in known]
        found = {one: ask(self.find_person, one, now) for one in wanted}
        elsewhere = {one: to_subject(person, now) for one, person in found.items() if person is not None}
        return replace(self, elsewhere=elsewhere)

    def _list_people(self, stores: KeepingStores) -> dict[str, Person]:
        return {one.person_id: one for one in stores.administrators.list_people(self.groups)}

    def _gather(self, stores: KeepingStores, people: Mapping[str, Person], now: datetime) -> Administrators:
        granted = list_granted(stores) if self.elsewhere else ()
        elsewhere = {one: self.elsewhere[one] for one in granted if one in self.elsewhere}
        here = {one: to_subject(person, now) for one, person in people.items()}
        return Administrators({**here, **elsewhere}, self.groups if self.has_directory else ())


def list_granted(stores: KeepingStores) -> tuple[str, ...]:
    """Return the ids of those who were given the role."""
    grants = stores.role_grants.list_all()
    return tuple(grant.person_id for grant in grants if grant.role is Role.ADMINISTRATOR)


def ask(
    find_person: Callable[[str, datetime], Person | None], person_id: str, now: datetime
) -> Person | None:
    """Return the person; None when no directory knows them, or theirs does not answer."""
    try:
        return find_person(person_id, now)
    except DirectoryUnavailable:
        return None


def to_subject(person: Person, now: datetime) -> Subject:
    """Return the person as the policy sees them."""
    return Subject(person.groups, person.realm, is_employed(person, now))
