"""Keeps single people of the local directory out, and lets them in again; nobody does it to themselves."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.admin.actor import Actor
from idp.admin.people.helped import Done, NotDone, UnknownPerson, is_own
from idp.admin.permissions import Permission
from idp.admin.roles.keeping import Keeping, KeepingStores
from idp.audit.events import Tag
from idp.oidc.logout.ending import Logout
from idp.oidc.stores import OidcStores
from idp.people.local import PeopleStores
from idp.people.person import Person
from idp.sessions.session import End


class BarringStores(KeepingStores, OidcStores, PeopleStores, Protocol):
    """A unit of work that holds accounts and what is under way in their name, and knows who administers."""


@dataclass(frozen=True, slots=True)
class Barring:
    """Bars accounts. `realms` are those whose people are kept here; another directory bars its own."""

    begin: Callable[[], AbstractContextManager[BarringStores]]
    keeping: Keeping
    logout: Logout
    idle: timedelta
    realms: Collection[str]

    def bar(self, actor: Actor, person_id: str, now: datetime) -> Done | NotDone:
        """Keep the person out at once, end every sign-in and what outlives them; say how many sign-ins ended.

        Raises Forbidden, UnknownPerson – also for those of a directory elsewhere – and NobodyLeft when nobody who
        administers would get into the console any more.
        """
        actor.check(Permission.PEOPLE_WRITE)
        keeping = self.keeping.look(now)
        with self.begin() as stores, keeping.keep(stores, now):
            person = self._get(stores, person_id)
            if is_own(actor, person):
                return NotDone.OWN
            if not person.is_active:
                return NotDone.NOTHING
            stores.people.set_active(person_id, False, now)
            stores.audit.record(actor.describe(Tag.PERSON_DISABLED, now, person_id=person_id))
            ended = self.logout.end_all(stores, person_id, self.idle, now, End.REVOKED)
        self.logout.wake()
        return Done(ended)

    def let_in(self, actor: Actor, person_id: str, now: datetime) -> Done | NotDone:
        """Let the person sign in again. Raises Forbidden and UnknownPerson."""
        actor.check(Permission.PEOPLE_WRITE)
        with self.begin() as stores:
            person = self._get(stores, person_id)
            if is_own(actor, person):
                return NotDone.OWN
            if person.is_active:
                return NotDone.NOTHING
            stores.people.set_active(person_id, True, now)
            stores.audit.record(actor.describe(Tag.PERSON_ENABLED, now, person_id=person_id))
        return Done()

    def _get(self, stores: BarringStores, person_id: str) -> Person:
        """Return the person as the account says, whatever their last day. Raises UnknownPerson."""
        person = stores.people.find_person(person_id) if person_id.isprintable() else None
        if person is None or person.realm not in self.realms:
            raise UnknownPerson("nobody of the local directory has this id")
        return person
