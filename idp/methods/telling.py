"""Tells people that what they sign in with was changed, with a code by which they can say that it was not them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from idp.chance import Chance
from idp.delivery.message import Message
from idp.delivery.outbox import OutboxStore
from idp.methods.change import Change, ChangeStore, ToldChange
from idp.methods.code import read_code
from idp.methods.code_hash import hash_code
from idp.methods.notice import build_notice
from idp.methods.number import NumberStore
from idp.people.person import Person

OBJECTION_LENGTH = 13
"""Characters of the code: 61 bits, since whoever has a code needs no password and no name."""

MOST_CHARACTERS = 64
"""Longer than any code with whatever people put between its characters."""

OBJECTION = "objection"
"""What the hash of a code is bound to."""


class MailingStores(Protocol):
    """A unit of work in which something is told by mail alone."""

    @property
    def changes(self) -> ChangeStore: ...

    @property
    def outbox(self) -> OutboxStore: ...


class TellingStores(MailingStores, Protocol):
    """A unit of work in which a change is made and told."""

    @property
    def numbers(self) -> NumberStore: ...


@dataclass(frozen=True, slots=True)
class Telling:
    """Remembers a change and tells its owner, in the change's own transaction.

    `write(language, kind, by, …)` writes the notice of one kind of change, `by` being "mail" or "sms".
    `name_zone(zone, language)` returns what people call a zone.
    """

    chance: Chance
    write: Callable[..., tuple[str, str]]
    secret: bytes = field(repr=False)
    name_zone: Callable[[str, str], str]

    def tell(
        self,
        stores: TellingStores,
        person: Person,
        change: Change,
        language: str,
        now: datetime,
    ) -> None:
        """Tell the mailbox and every number that the person has registered at this moment.

        Numbers that change are told before they are replaced: a number that a thief adds hears nothing of it.
        """
        registered = {number.e164 for number in stores.numbers.list(person.person_id)}
        self._tell(stores, person, change, registered, language, now)

    def tell_by_mail(
        self, stores: MailingStores, person: Person, change: Change, language: str, now: datetime
    ) -> None:
        """Tell the mailbox alone: of what happens too often for a text message, such as a service being opened."""
        self._tell(stores, person, change, set(), language, now)

    def _tell(
        self,
        stores: MailingStores,
        person: Person,
        change: Change,
        numbers: set[str],
        language: str,
        now: datetime,
    ) -> None:
        code = self.chance.code(OBJECTION_LENGTH)
        stores.changes.add(
            ToldChange(
                change_id=self.chance.identifier(),
                person_id=person.person_id,
                kind=change.kind,
                name=change.name,
                item_id=change.item_id,
                at=now,
                code_hash=hash_objection(self.secret, code),
            )
        )
        for message in self._write_notices(person, change, code, numbers, language, now):
            stores.outbox.add(message)

    def _write_notices(
        self, person: Person, change: Change, code: str, numbers: set[str], language: str, now: datetime
    ) -> Iterator[Message]:
        shown = group_code(code)
        if person.email:
            place = self.name_zone(change.zone, language) if change.zone else ""
            facts = {"name": change.name, "at": now, "place": place, "code": shown}
            text = self.write(language, change.kind, "mail", **facts)
            yield build_notice(self.chance.identifier(), "mail", person.email, person, text, now)
        for e164 in sorted(numbers):
            text = self.write(language, change.kind, "sms", code=shown)
            yield build_notice(self.chance.identifier(), "sms", e164, person, text, now)


def group_code(code: str) -> str:
    """Return the code in groups of four, as it is read aloud and typed."""
    starts = range(0, len(code) - len(code) % 4, 4)
    groups = [code[start : start + 4] for start in starts]
    return "-".join([*groups[:-1], groups[-1] + code[len(groups) * 4 :]])


def hash_objection(secret: bytes, typed: str) -> str:
    """Return the keyed hash of a code as it was typed: blanks, hyphens and small letters do not matter."""
    return hash_code(secret, OBJECTION, read_code(typed[:MOST_CHARACTERS]))
