"""The desk where the helpdesk looks at one person, unlocks them, and ends what is open in their name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.admin.actor import Actor
from idp.admin.people.blocks import Blocks
from idp.admin.people.finder import name_person, show_person
from idp.admin.people.helped import Done, NotDone, People, UnknownPerson, get_person
from idp.admin.people.sheet import Sheet, list_running, list_sign_ins, list_things, name_clients
from idp.admin.people.stores import Begin
from idp.admin.permissions import Permission
from idp.audit.events import Tag
from idp.methods.reset import KEPT_FOR
from idp.oidc.logout.ending import Logout
from idp.people.person import Person
from idp.policy.rules import Policy
from idp.sessions.session import End


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """Every opening of a person and everything done to them is recorded, in the transaction that does it."""

    begin: Begin
    people: People
    blocks: Blocks
    logout: Logout
    policy: Policy
    idle: timedelta

    def open(self, actor: Actor, person_id: str, now: datetime) -> Sheet:
        """Return all there is about one person, as the actor may see it.

        Raises Forbidden, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_READ)
        person = get_person(self.people, person_id, now)
        inside = frozenset(zone.name for zone in self.policy.zones.inside)
        may_name = not person.is_protected or actor.may(Permission.PEOPLE_PROTECTED)
        with self.begin() as stores:
            running = list_running(stores, person_id, now, self.idle)
            sheet = Sheet(
                person=show_person(person, actor),
                name=name_person(person, actor),
                account=stores.accounts.find_state(person_id),
                things=list_things(stores, person_id, names_things=may_name),
                recovery=stores.recovery.count(person_id),
                blocks=self.blocks.list(stores, person, now),
                running=running,
                sign_ins=list_sign_ins(stores, person_id, inside, now),
                resets=stores.resets.list_of(person_id, now - KEPT_FOR),
                client_names=name_clients(stores, running),
            )
            stores.audit.record(actor.describe(Tag.PERSON_OPENED, now, person_id=person_id))
        return sheet

    def find_named(self, actor: Actor, realm: str, username: str, now: datetime) -> Person:
        """Return the person of a username, as the actor may see them; a protected one only to who may see those.

        Raises Forbidden, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_READ)
        person = self.people.find_named(realm, username, now)
        if person is None or (person.is_protected and not actor.may(Permission.PEOPLE_PROTECTED)):
            raise UnknownPerson("nobody of this realm is called so")
        return person

    def unlock(self, actor: Actor, person_id: str, now: datetime) -> Done | NotDone:
        """Forget every wrong guess at the account, and open a local account that is locked. Nobody unlocks themselves.

        Raises Forbidden, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_HELP)
        person = get_person(self.people, person_id, now)
        if actor.person_id == person_id:
            return NotDone.OWN
        with self.begin() as stores:
            full = self.blocks.list(stores, person, now)
            self.blocks.empty(stores, person)
            was_locked = stores.accounts.unlock(person_id, now)
            details = {"full_count": len(full), "was_locked": "yes" if was_locked else "no"}
            stores.audit.record(
                actor.describe(Tag.PERSON_UNLOCKED, now, person_id=person_id, details=details)
            )
        return Done(len(full) + was_locked)

    def end_one(self, actor: Actor, person_id: str, sid: str, now: datetime) -> Done | NotDone:
        """End one sign-in of the person, and have the applications told. Raises Forbidden."""
        actor.check(Permission.PEOPLE_HELP)
        with self.begin() as stores:
            session = stores.sessions.find_by_sid(sid, now, self.idle) if sid.isprintable() else None
            if session is None or session.person_id != person_id:
                return NotDone.NOTHING
            if not self.logout.end_session(stores, session, now, End.REVOKED):
                return NotDone.NOTHING
            stores.audit.record(
                actor.describe(Tag.PERSON_SIGNED_OUT, now, person_id=person_id, details={"ended_count": 1})
            )
        self.logout.wake()
        return Done()

    def end_all(self, actor: Actor, person_id: str, now: datetime) -> Done | NotDone:
        """End every sign-in of the person, and what outlives them; have the applications told. Raises Forbidden."""
        actor.check(Permission.PEOPLE_HELP)
        with self.begin() as stores:
            ended = self.logout.end_all(stores, person_id, self.idle, now, End.REVOKED)
            details = {"ended_count": ended}
            stores.audit.record(
                actor.describe(Tag.PERSON_SIGNED_OUT, now, person_id=person_id, details=details)
            )
        self.logout.wake()
        return Done(ended) if ended else NotDone.NOTHING
