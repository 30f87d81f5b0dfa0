"""Reminds of secrets that are about to expire: 30 and 7 days before, once each, by mail.

Whoever looks after the application is told, and its owners; the helpdesk when nobody is named.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.delivery.message import NOTICE_LIFE, Message
from idp.delivery.outbox import OutboxStore
from idp.i18n import DEFAULT_LANGUAGE
from idp.oidc.clients.client import Client, ClientStore
from idp.signin.visit import People

DAYS_BEFORE: Final = (7, 30)

Write = Callable[..., tuple[str, str]]
"""`write(language, name, at, …)`: a mail's subject and body."""


class OnceStore(Protocol):
    """Remembers what has been told."""

    def raise_once(self, key: str, now: datetime) -> bool:
        """Remember the key for longer than a month; True for whoever came first, in whichever process."""
        ...


class ReminderStores(Protocol):
    """A unit of work in which somebody is reminded."""

    @property
    def alarms(self) -> OnceStore: ...
    @property
    def audit(self) -> Trail: ...
    @property
    def clients(self) -> ClientStore: ...
    @property
    def outbox(self) -> OutboxStore: ...


@dataclass(frozen=True, slots=True)
class Due:
    """An application whose newest secret expires within so many days."""

    client: Client
    days: int
    expires_at: datetime

    @property
    def key(self) -> str:
        """Return what this one reminder is remembered by."""
        about = f"{self.client.client_id} {self.expires_at.timestamp()} {self.days}"
        return f"secret:{sha256(about.encode()).hexdigest()[:40]}"


@dataclass(slots=True)
class SecretReminders:
    """A round. `helpdesk` is the mail address that is told when an application names nobody."""

    begin: Callable[[], AbstractContextManager[ReminderStores]]
    people: People
    chance: Chance
    write: Write
    helpdesk: str
    wake: Callable[[], None]
    _told: frozenset[str] = frozenset()
    """What this process knows to have been told: the database judges, this only spares it."""

    def run(self, now: datetime) -> None:
        """Remind of each secret that is due, in a unit of work of its own."""
        with self.begin() as stores:
            due = tuple(find_due(stores.clients.list(), now))
        told = [self._remind(one, now) for one in due if one.key not in self._told]
        self._told = frozenset(one.key for one in due)
        if any(told):
            self.wake()

    def _remind(self, due: Due, now: datetime) -> bool:
        addresses = self._find_addresses(due.client, now)
        with self.begin() as stores:
            if not stores.alarms.raise_once(due.key, now):
                return False
            for address in addresses:
                stores.outbox.add(self._build_mail(due, address, now))
            details = {"days": due.days, "mail_count": len(addresses)}
            event = Event(Tag.CLIENT_SECRET_REMINDED, now, client_id=due.client.client_id, details=details)
            stores.audit.record(event)
        return True

    def _find_addresses(self, client: Client, now: datetime) -> tuple[str, ...]:
        named = client.contact.split(", ") if client.contact else []
        owners = (self.people.find_person(owner, now) for owner in client.owners)
        named += [owner.email for owner in owners if owner is not None and owner.is_active and owner.email]
        return tuple(dict.fromkeys(named)) or (self.helpdesk,)

    def _build_mail(self, due: Due, address: str, now: datetime) -> Message:
        client = due.client
        facts = {"application": client.name, "client_id": client.client_id}
        subject, body = self.write(DEFAULT_LANGUAGE, "secret_expires_mail", at=due.expires_at, **facts)
        return Message(
            self.chance.identifier(),
            "mail",
            address,
            subject,
            body,
            "notice",
            now,
            now + NOTICE_LIFE,
            client_id=client.client_id,
        )


def find_due(clients: tuple[Client, ...], now: datetime) -> Iterator[Due]:
    """Yield each application whose newest secret is about to expire, with the nearest limit that it is within."""
    for client in clients:
        ends_at = client.secrets[0].expires_at if client.secrets and not client.is_paused else None
        if ends_at is None or ends_at <= now:
            continue
        for days in DAYS_BEFORE:
            if ends_at - now <= timedelta(days=days):
                yield Due(client, days, ends_at)
                break
