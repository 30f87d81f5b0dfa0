"""A person's mobile numbers: at most two, stated by themselves, from the workplace only."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.methods.change import Change, ChangeKind
from idp.methods.number import Number
from idp.methods.telling import Telling, TellingStores
from idp.people.person import Person

MOST_NUMBERS = 2


class NumberStores(TellingStores, Protocol):
    """A unit of work that holds numbers and tells their owner of changes."""

    @property
    def audit(self) -> Trail: ...


@dataclass(frozen=True, slots=True)
class Numbers:
    """Lists and changes numbers. Whether the person may is decided before, by the policy."""

    begin: Callable[[], AbstractContextManager[NumberStores]]
    chance: Chance
    telling: Telling

    def list(self, person_id: str) -> tuple[Number, ...]:
        """Return the person's numbers in the order they gave them."""
        with self.begin() as stores:
            return stores.numbers.list(person_id)

    def change(
        self, person: Person, e164s: tuple[str, ...], language: str, now: datetime, zone: str | None = None
    ) -> bool:
        """Make these the person's numbers and tell the mailbox and every number from before; False when nothing changed.

        `zone` is where it is done. Raises ValueError for more than two, or the same twice: the form is judged before.
        """
        if len(e164s) > MOST_NUMBERS or len(set(e164s)) != len(e164s):
            raise ValueError("at most two numbers, and not the same twice")
        with self.begin() as stores:
            stores.numbers.lock(person.person_id)
            before = {number.e164: number for number in stores.numbers.list(person.person_id)}
            if tuple(before) == e164s:
                return False
            new = tuple(before.get(e164) or Number(self.chance.identifier(), e164, now) for e164 in e164s)
            added = " ".join(number.number_id for number in new if number.e164 not in before)
            change = Change(ChangeKind.NUMBERS_CHANGED, item_id=added or None, zone=zone)
            self.telling.tell(stores, person, change, language, now)
            stores.numbers.replace(person.person_id, new)
            stores.audit.record(
                Event(
                    Tag.NUMBERS_CHANGED,
                    now,
                    person_id=person.person_id,
                    zone=zone,
                    details={"count": len(new), "count_before": len(before)},
                )
            )
        return True
