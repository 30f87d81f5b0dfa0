"""Puts single people of the local directory into groups and takes them out; nobody does it to themselves."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.people.helped import NotDone, UnknownPerson, is_own
from idp.admin.permissions import Permission
from idp.admin.roles.bringing import Bringing
from idp.admin.roles.keeping import Keeping, KeepingStores
from idp.admin.scim.store import ProvisioningStore, Written
from idp.audit.events import Tag
from idp.audit.trail import Trail
from idp.people.checking import BadPerson, check_group
from idp.people.username import canonical_username
from idp.policy.rules import EVERYONE

TRIES: Final = 5
MOST: Final = 200
"""Groups that are named in one change."""


class GroupingStores(KeepingStores, Protocol):
    """A unit of work that holds people with their versions, and knows who administers."""

    @property
    def audit(self) -> Trail: ...

    @property
    def provisioning(self) -> ProvisioningStore: ...


class MeansEverybody(BadPerson):
    """The word by which the policy means everybody is no group that somebody joins; who is in one so named may leave it."""


class BothWays(ValueError):
    """A group is joined and left in one change."""


class AlwaysMoving(Exception):
    """Others change the same person all the time: nothing was changed."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The groups of a person after a change, and which of them are new and which are gone, each by the alphabet."""

    groups: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Changes groups. `realms` are those whose people are kept here; what another directory says is not ours to change."""

    begin: Callable[[], AbstractContextManager[GroupingStores]]
    keeping: Keeping
    bringing: Bringing
    realms: Collection[str]

    def change(
        self, actor: Actor, person_id: str, joins: Collection[str], leaves: Collection[str], now: datetime
    ) -> Regrouped | NotDone:
        """Put the person into groups and take them out of others, and record it when anything changes.

        With neither, it is a look at the person, and recorded as one.
        Raises Forbidden, UnknownPerson – also for those of a directory elsewhere – BadPerson for a group's name,
        MeansEverybody, BothWays, AlwaysMoving, and NobodyLeft when nobody who administers would get into the console any
        more.
        """
        actor.check(Permission.PEOPLE_WRITE)
        for name in (*joins, *leaves):
            check_group(name)
        if EVERYONE in joins:
            raise MeansEverybody("groups", f"{EVERYONE} means everybody; nobody is put into it")
        if set(joins) & set(leaves):
            raise BothWays("a group is joined and left at once")
        keeping = self.keeping.look(now)
        for _ in range(TRIES):
            if (done := self._try(keeping, actor, person_id, set(joins), set(leaves), now)) is not None:
                return done
        raise AlwaysMoving

    def _try(
        self,
        keeping: Keeping,
        actor: Actor,
        person_id: str,
        joins: set[str],
        leaves: set[str],
        now: datetime,
    ) -> Regrouped | NotDone | None:
        """Change the version that is there now; None when somebody else did meanwhile."""
        with self.begin() as stores, keeping.keep(stores, now):
            entry = stores.provisioning.find(person_id)
            if entry is None or entry.person.realm not in self.realms:
                raise UnknownPerson("nobody of the local directory has this id")
            if is_own(actor, entry.person):
                return NotDone.OWN
            before = entry.person.groups
            after = before - leaves | joins
            self.bringing.check(actor, after - before)
            if after != before:
                person = replace(entry.person, groups=frozenset(after), updated_at=now)
                username = canonical_username(person.username) or person.username
                changed = replace(entry, person=person)
                if stores.provisioning.change(entry, changed, username) is not Written.DONE:
                    return None
                stores.audit.record(actor.describe(Tag.PERSON_CHANGED, now, person_id=person_id))
            elif not joins and not leaves:
                stores.audit.record(actor.describe(Tag.PERSON_OPENED, now, person_id=person_id))
        return Regrouped(tuple(sorted(after)), tuple(sorted(after - before)), tuple(sorted(before - after)))
