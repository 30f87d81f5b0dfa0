"""Resets what somebody signs in with: asked for by one member of staff, approved by another, unless one is enough."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from idp.admin.actor import Actor, Kind
from idp.admin.clients.sight import is_owner
from idp.admin.people.helped import Done, NotDone, People, get_person, is_own
from idp.admin.people.stores import Begin, PeopleStores
from idp.admin.people.taking import NothingTaken, Taking
from idp.admin.permissions import Permission
from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.methods.bypass import Checked, Reason
from idp.methods.reset import Item, ItemKind, Reset
from idp.oidc.clients.client import Client
from idp.people.person import Person

SHOWN_FOR: Final = timedelta(days=2)
"""How long a request that is over stays on the list."""


class UnknownReset(LookupError):
    """There is no request of this id."""


@dataclass(frozen=True, slots=True)
class Resetting:
    """Every step of a reset.

    With `takes_two`, nothing is taken before a second person has approved within `approval`. The operator on the
    machine, who could change the database itself, is not asked for a second.
    """

    begin: Begin
    people: People
    taking: Taking
    chance: Chance
    takes_two: bool
    approval: timedelta

    def ask(
        self,
        actor: Actor,
        person_id: str,
        items: Iterable[Item],
        reason: Reason,
        checked: Checked,
        now: datetime,
    ) -> Reset | Done | NotDone:
        """Ask for the things to be taken away, or take them where one member of staff is enough. None of one's own.

        Raises Forbidden, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_HELP)
        person = get_person(self.people, person_id, now)
        if is_own(actor, person):
            return NotDone.OWN
        wanted = tuple(dict.fromkeys(items))
        if not self.takes_two or actor.kind is Kind.OPERATOR:
            return self._take(actor, person, wanted, now)
        reset = Reset(
            self.chance.identifier(),
            person_id,
            wanted,
            actor.actor_id,
            reason,
            checked,
            now,
            now + self.approval,
        )
        with self.begin() as stores:
            if not any(has_item(stores, person_id, item) for item in wanted):
                return NotDone.NOTHING
            if not stores.resets.add(reset):
                return NotDone.OPEN_ALREADY
            stores.audit.record(describe(Tag.RESET_ASKED, actor, reset, now))
        return reset

    def approve(self, actor: Actor, reset_id: str, now: datetime) -> Done | NotDone:
        """Approve another's request about a third person, and take the things away; of two at once one counts.

        What a program asked for is approved by somebody who could not have been it.
        Raises Forbidden, UnknownReset, UnknownPerson and DirectoryUnavailable.
        """
        actor.check(Permission.PEOPLE_HELP)
        reset = self.get(actor, reset_id)
        if actor.kind is not Kind.PERSON or actor.person_id is None:
            return NotDone.NOT_A_PERSON
        if reset.involves(actor.person_id):
            return NotDone.OWN if actor.person_id == reset.person_id else NotDone.SAME_PERSON
        person = get_person(self.people, reset.person_id, now)
        is_by_person = self.people.find_person(reset.asked_by, now) is not None
        try:
            with self.begin() as stores:
                if not is_by_person and may_have_been(actor, stores.clients.find(reset.asked_by)):
                    return NotDone.SAME_PERSON
                if not stores.resets.approve(reset_id, actor.person_id, now):
                    return NotDone.OVER
                stores.audit.record(describe(Tag.RESET_APPROVED, actor, reset, now))
                taken = self.taking.take(stores, actor, person, reset.items, now)
        except NothingTaken:
            return NotDone.NOTHING
        self.taking.logout.wake()
        return Done(taken)

    def cancel(self, actor: Actor, reset_id: str, now: datetime) -> Done | NotDone:
        """Cancel a request that waits. Everybody at the helpdesk may. Raises Forbidden and UnknownReset."""
        actor.check(Permission.PEOPLE_HELP)
        reset = self.get(actor, reset_id)
        with self.begin() as stores:
            if not stores.resets.cancel(reset_id, actor.actor_id, now):
                return NotDone.OVER
            stores.audit.record(describe(Tag.RESET_CANCELLED, actor, reset, now))
        return Done()

    def get(self, actor: Actor, reset_id: str) -> Reset:
        """Return the request, whatever became of it. Raises Forbidden and UnknownReset."""
        actor.check(Permission.PEOPLE_READ)
        with self.begin() as stores:
            reset = stores.resets.find(reset_id) if reset_id.isascii() and reset_id.isprintable() else None
        if reset is None:
            raise UnknownReset("there is no request of this id")
        return reset

    def list_latest(self, actor: Actor, now: datetime) -> tuple[Reset, ...]:
        """Return the requests of the last two days, newest first. Raises Forbidden."""
        actor.check(Permission.PEOPLE_READ)
        with self.begin() as stores:
            return stores.resets.list_since(now - SHOWN_FOR)

    def find_people(self, resets: Sequence[Reset], now: datetime) -> Mapping[str, Person]:
        """Return everybody whom the requests name and who is not gone, by id. Raises DirectoryUnavailable."""
        named = {
            one for reset in resets for one in (reset.person_id, reset.asked_by, reset.approved_by) if one
        }
        return self.people.find_people(sorted(named), now)

    def _take(self, actor: Actor, person: Person, items: tuple[Item, ...], now: datetime) -> Done | NotDone:
        try:
            with self.begin() as stores:
                taken = self.taking.take(stores, actor, person, items, now)
        except NothingTaken:
            return NotDone.NOTHING
        self.taking.logout.wake()
        return Done(taken)


def may_have_been(actor: Actor, program: Client | None) -> bool:
    """Say whether the actor owns the program that asked, or could have its secret: also of one that is gone by now."""
    return actor.may(Permission.CLIENTS_WRITE) or (program is not None and is_owner(actor, program))


def has_item(stores: PeopleStores, person_id: str, item: Item) -> bool:
    """Say whether the thing is the person's now."""
    match item.kind:
        case ItemKind.NUMBER:
            return any(one.number_id == item.item_id for one in stores.numbers.list(person_id))
        case ItemKind.DEVICE:
            return any(one.device_id == item.item_id for one in stores.devices.list_confirmed(person_id))
        case ItemKind.KEY:
            return stores.credentials.find(person_id, item.item_id) is not None
        case ItemKind.TOKEN:
            return any(one.token_id == item.item_id for one in stores.tokens.list_held(person_id))
        case ItemKind.RECOVERY:
            return stores.recovery.count(person_id).made > 0


def describe(tag: Tag, actor: Actor, reset: Reset, now: datetime) -> Event:
    """Return the record of a step: whose things, who did it, and what was said about it."""
    details: dict[str, str | int] = {
        "reset_id": reset.reset_id,
        "item_count": len(reset.items),
        "reason": reset.reason.value,
        "checked": reset.checked.value,
    }
    return actor.describe(tag, now, person_id=reset.person_id, details=details)
