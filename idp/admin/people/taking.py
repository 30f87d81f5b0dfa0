"""Takes away what somebody signs in with, all of it in one transaction, and tells them once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from idp.admin.actor import Actor
from idp.admin.people.stores import PeopleStores
from idp.audit.events import Tag
from idp.methods.change import Change, ChangeKind
from idp.methods.reset import Item, ItemKind
from idp.methods.telling import Telling
from idp.methods.tokens.token import State
from idp.oidc.logout.ending import Logout
from idp.people.person import Person
from idp.sessions.session import End


class NothingTaken(Exception):
    """None of it was there any longer: nobody is told anything, and the transaction is given up."""


def take_number(stores: PeopleStores, person_id: str, item_id: str) -> bool:
    """Forget one number."""
    stores.numbers.lock(person_id)
    numbers = stores.numbers.list(person_id)
    kept = tuple(number for number in numbers if number.number_id != item_id)
    if len(kept) < len(numbers):
        stores.numbers.replace(person_id, kept)
    return len(kept) < len(numbers)


def take_recovery(stores: PeopleStores, person_id: str, _item_id: str) -> bool:
    """Forget every recovery code, used or not."""
    had_some = stores.recovery.count(person_id).made > 0
    stores.recovery.clear(person_id)
    return had_some


Take = Callable[[PeopleStores, str, str], bool]
"""Takes one thing from a person; False when it was not theirs, or is gone."""

TAKES: Final[Mapping[ItemKind, tuple[Take, Tag]]] = MappingProxyType(
    {
        ItemKind.NUMBER: (take_number, Tag.NUMBERS_CHANGED),
        ItemKind.DEVICE: (
            lambda stores, person_id, item_id: stores.devices.remove(person_id, item_id),
            Tag.DEVICE_REMOVED,
        ),
        ItemKind.KEY: (
            lambda stores, person_id, item_id: stores.credentials.remove(person_id, item_id),
            Tag.PASSKEY_REMOVED,
        ),
        ItemKind.TOKEN: (
            lambda stores, person_id, item_id: stores.tokens.put(item_id, person_id, State.LOST),
            Tag.TOKEN_LOST,
        ),
        ItemKind.RECOVERY: (take_recovery, Tag.RECOVERY_CLEARED),
    }
)


@dataclass(frozen=True, slots=True)
class Taking:
    """Whoever loses something is told before it goes, at the numbers they still have, and signed out everywhere."""

    telling: Telling
    logout: Logout
    idle: timedelta
    language: str
    """What people are told in: nobody knows their wish at this moment."""

    def take(
        self, stores: PeopleStores, actor: Actor, person: Person, items: Iterable[Item], now: datetime
    ) -> int:
        """Take the things in this unit of work; return how many there were. Raises NothingTaken."""
        person_id = person.person_id
        self.telling.tell(stores, person, Change(ChangeKind.METHODS_RESET), self.language, now)
        taken = [item for item in items if self._take(stores, actor, person_id, item, now)]
        if not taken:
            raise NothingTaken
        ended = self.logout.end_all(stores, person_id, self.idle, now, End.REVOKED)
        details: dict[str, str | int] = {"taken_count": len(taken), "ended_count": ended}
        stores.audit.record(actor.describe(Tag.METHODS_RESET, now, person_id=person_id, details=details))
        return len(taken)

    def _take(self, stores: PeopleStores, actor: Actor, person_id: str, item: Item, now: datetime) -> bool:
        take, tag = TAKES[item.kind]
        if not take(stores, person_id, item.item_id):
            return False
        details = {"item_id": item.item_id} if item.item_id else None
        stores.audit.record(actor.describe(tag, now, person_id=person_id, details=details))
        return True
