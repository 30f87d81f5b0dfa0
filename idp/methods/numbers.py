"""A person's mobile numbers: at most two, stated by themselves, from the workplace only."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.delivery.message import Message
from idp.delivery.outbox import OutboxStore
from idp.methods.notice import Write, build_notice
from idp.people.person import Person

MOST_NUMBERS = 2


@dataclass(frozen=True, slots=True)
class Number:
    """One registered mobile number."""

    number_id: str
    e164: str = field(repr=False)
    added_at: datetime


class NumberStore(Protocol):
    """Where numbers are kept."""

    def lock(self, person_id: str) -> None:
        """Let nobody else change the person's numbers before this unit of work ends."""
        ...

    def list(self, person_id: str) -> tuple[Number, ...]:
        """Return the person's numbers in the order they gave them."""
        ...

    def replace(self, person_id: str, numbers: tuple[Number, ...]) -> None:
        """Store the person's numbers in place of those before."""
        ...


class NumberStores(Protocol):
    """A unit of work that holds numbers and tells their owner of changes."""

    @property
    def audit(self) -> Trail: ...

    @property
    def numbers(self) -> NumberStore: ...

    @property
    def outbox(self) -> OutboxStore: ...


@dataclass(frozen=True, slots=True)
class Numbers:
    """Lists and changes numbers. Whether the person may is decided before, by the policy."""

    begin: Callable[[], AbstractContextManager[NumberStores]]
    chance: Chance
    write: Write

    def list(self, person_id: str) -> tuple[Number, ...]:
        """Return the person's numbers in the order they gave them."""
        with self.begin() as stores:
            return stores.numbers.list(person_id)

    def change(self, person: Person, e164s: tuple[str, ...], language: str, now: datetime) -> bool:
        """Make these the person's numbers and tell the mailbox and every number that is gone; False when nothing changed.

        Raises ValueError for more than two, or the same twice: the form is judged before.
        """
        if len(e164s) > MOST_NUMBERS or len(set(e164s)) != len(e164s):
            raise ValueError("at most two numbers, and not the same twice")
        with self.begin() as stores:
            stores.numbers.lock(person.person_id)
            before = {number.e164: number for number in stores.numbers.list(person.person_id)}
            if tuple(before) == e164s:
                return False
            new = tuple(before.get(e164) or Number(self.chance.identifier(), e164, now) for e164 in e164s)
            stores.numbers.replace(person.person_id, new)
            for notice in self._notices(person, set(before) - set(e164s), language, now):
                stores.outbox.add(notice)
            stores.audit.record(
                Event(
                    Tag.NUMBERS_CHANGED,
                    now,
                    person_id=person.person_id,
                    details={"count": len(new), "count_before": len(before)},
                )
            )
        return True

    def _notices(self, person: Person, gone: set[str], language: str, now: datetime) -> tuple[Message, ...]:
        new_id = self.chance.identifier
        notices = [
            build_notice(new_id(), "sms", e164, person, self.write(language, "numbers_changed_sms"), now)
            for e164 in sorted(gone)
        ]
        if person.email:
            text = self.write(language, "numbers_changed_mail", at=now)
            notices.append(build_notice(new_id(), "mail", person.email, person, text, now))
        return tuple(notices)
