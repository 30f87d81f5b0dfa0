"""«Det var inte jag»: ends everything that is open in a person's name and takes back what a change added."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.chance import Chance
from idp.delivery.message import NOTICE_LIFE, Message
from idp.i18n import DEFAULT_LANGUAGE
from idp.methods.change import OBJECTION_LIFE, ChangeKind, ChangeStore, ToldChange
from idp.methods.limits import group_address
from idp.methods.telling import hash_objection
from idp.methods.throttle import Blocked, Bucket, Throttle
from idp.oidc.logout.ending import Logout
from idp.oidc.stores import OidcStores
from idp.portal.undoing import UndoingStores, undo
from idp.sessions.session import End
from idp.signin.visit import People

ONE_HOUR: Final = timedelta(hours=1)
GUESSES_PER_HOUR: Final = 10
"""Codes one address may try in an hour. A code's 61 bits are what keeps guesses out; this keeps the noise down."""


class ObjectingStores(OidcStores, UndoingStores, Protocol):
    """A unit of work in which an objection takes effect."""

    @property
    def changes(self) -> ChangeStore: ...


@dataclass(frozen=True, slots=True)
class Objected:
    """The change was objected to: now, or earlier when `is_news` is false.

    `is_undone` says that what it added was removed, `ended` how many sign-ins were ended.
    """

    change: ToldChange
    is_news: bool
    is_undone: bool = False
    ended: int = 0


@dataclass(frozen=True, slots=True)
class TooLate:
    """The code is right, and older than a week."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No change has this code."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """This address has tried too many codes; another may be tried from `until`."""

    until: datetime


Answer = Objected | TooLate | Unknown | TooMany


@dataclass(frozen=True, slots=True)
class Objecting:
    """Takes objections, with a code from anybody or by the signed-in person themselves.

    One conditional write decides which of several at once takes effect; all of it is one transaction. `write_alarm`
    and `helpdesk` are for the mail that has a human look at it, in which `name_zone` says from where the objection came;
    `reference` is the number that the page shows too.
    """

    begin: Callable[[], AbstractContextManager[ObjectingStores]]
    people: People
    logout: Logout
    throttle: Throttle
    chance: Chance
    write_alarm: Callable[..., tuple[str, str]]
    helpdesk: str
    idle: timedelta
    secret: bytes = field(repr=False)
    name_zone: Callable[[str, str], str]

    def object_by_code(
        self, typed: str, address: str | None, zone: str, reference: str, now: datetime
    ) -> Answer:
        """Take an objection from whoever has the code of a change. Wrong codes are counted by address."""
        bucket = count_guesses(address)
        taken = self.throttle.take(bucket, now)
        if isinstance(taken, Blocked):
            return TooMany(taken.until)
        with self.begin() as stores:
            change = stores.changes.find_by_code(hash_objection(self.secret, typed))
            if change is None:
                stores.audit.record(Event(Tag.OBJECTION_WRONG, now, zone=zone, address=address))
                return Unknown()
        self.throttle.give_back(bucket)
        if change.objected_at is None and now > change.at + OBJECTION_LIFE:
            return TooLate()
        return self._object(change, zone, reference, now)

    def object_by_owner(
        self, person_id: str, change_id: str, zone: str, reference: str, now: datetime
    ) -> Objected | None:
        """Take an objection from the person themselves, for as long as the change is listed; None when it is not theirs."""
        change = self.find(person_id, change_id)
        return None if change is None else self._object(change, zone, reference, now)

    def find(self, person_id: str, change_id: str) -> ToldChange | None:
        """Return the person's change."""
        with self.begin() as stores:
            return stores.changes.find(person_id, change_id)

    def list_since(self, person_id: str, since: datetime) -> tuple[ToldChange, ...]:
        """Return the person's changes made at `since` or later, newest first; an opened service has changed nothing."""
        with self.begin() as stores:
            told = stores.changes.list_since(person_id, since)
        return tuple(change for change in told if change.kind is not ChangeKind.SERVICE_OPENED)

    def _object(self, change: ToldChange, zone: str, reference: str, now: datetime) -> Objected:
        person = self.people.find_person(change.person_id, now)
        with self.begin() as stores:
            if not stores.changes.consume_objection(change.change_id, now):
                return Objected(change, is_news=False)
            is_undone = undo(stores, change, now)
            ended = self.logout.end_all(stores, change.person_id, self.idle, now, End.REVOKED)
            stores.audit.record(
                Event(
                    Tag.CHANGE_OBJECTED,
                    now,
                    person_id=change.person_id,
                    zone=zone,
                    details={"change": change.kind, "reference": reference, "sessions": ended},
                )
            )
            username, place = person.username if person else "–", self.name_zone(zone, DEFAULT_LANGUAGE)
            stores.outbox.add(self._build_alarm(change, username, place, reference, now))
        self.logout.wake()
        return Objected(change, is_news=True, is_undone=is_undone, ended=ended)

    def _build_alarm(
        self, change: ToldChange, username: str, place: str, reference: str, now: datetime
    ) -> Message:
        """Return the mail to the helpdesk: whom to call, about what, under which reference; no name and no number."""
        subject, body = self.write_alarm(
            change.kind, username=username, made_at=change.at, at=now, place=place, reference=reference
        )
        return Message(
            message_id=self.chance.identifier(),
            kind="mail",
            to=self.helpdesk,
            subject=subject,
            body=body,
            purpose="notice",
            created_at=now,
            expires_at=now + NOTICE_LIFE,
            person_id=change.person_id,
        )


def count_guesses(address: str | None) -> Bucket:
    """Return what counts the codes tried from one address."""
    return Bucket("objection", (group_address(address),), GUESSES_PER_HOUR, ONE_HOUR, ONE_HOUR, doubles=False)
