"""Sends a one-time code: written, queued and recorded in one transaction, or not at all."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import CODE_ALPHABET, Chance
from idp.config.settings import Codes
from idp.delivery.message import Message
from idp.delivery.outbox import OutboxStore
from idp.methods.code import Channel, CodeStore, OneTimeCode
from idp.methods.code_hash import hash_code
from idp.methods.limits import Limits
from idp.methods.mask import mask_mail, mask_number
from idp.methods.notice import Write
from idp.methods.number import Number
from idp.methods.throttle import Blocked, Throttle
from idp.people.person import Person

DIGITS = "0123456789"


class CodeStores(Protocol):
    """A unit of work in which a code is sent."""

    @property
    def audit(self) -> Trail: ...

    @property
    def codes(self) -> CodeStore: ...

    @property
    def outbox(self) -> OutboxStore: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way to the masked destination; another may be asked for from `resend_at`."""

    masked: str
    resend_at: datetime


@dataclass(frozen=True, slots=True)
class TooSoon:
    """A code was sent a moment ago; another may be asked for from `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class TooMany:
    """This person has been sent as many codes as one hour allows."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NoDestination:
    """There is nowhere to send it: no number registered, or no mailbox in the directory."""


Sending = Sent | TooSoon | TooMany | NoDestination


@dataclass(frozen=True, slots=True)
class CodeSender:
    """Sends codes within the limits of the configuration. Only for a person whose password was right."""

    begin: Callable[[], AbstractContextManager[CodeStores]]
    chance: Chance
    throttle: Throttle
    limits: Limits
    settings: Codes
    write: Write
    secret: bytes = field(repr=False)

    def send(
        self,
        interaction_id: str,
        person: Person,
        channel: Channel,
        number: Number | None,
        language: str,
        now: datetime,
    ) -> Sending:
        """Send a new code, which ends the sign-in's earlier one. `number` is where a text message goes."""
        to = number.e164 if channel is Channel.SMS and number else person.email
        if not to or (channel is Channel.SMS and number is None):
            return NoDestination()
        soon = self.throttle.take(self.limits.resends(person.person_id), now)
        if isinstance(soon, Blocked):
            return TooSoon(soon.until)
        many = self.throttle.take(self.limits.codes(person.person_id), now)
        if isinstance(many, Blocked):
            return TooMany(many.until)
        alphabet = CODE_ALPHABET if self.settings.alphabet == "letters" else DIGITS
        typed = self.chance.code(self.settings.length, alphabet)
        subject, body = self.write(language, f"code_{channel}", code=typed)
        code = OneTimeCode(
            code_id=self.chance.identifier(),
            interaction_id=interaction_id,
            person_id=person.person_id,
            channel=channel,
            masked=mask_number(to) if number else mask_mail(to),
            number_id=number.number_id if number else None,
            code_hash=hash_code(self.secret, interaction_id, typed),
            sent_at=now,
            expires_at=now + timedelta(seconds=self.settings.life_seconds),
            attempts_left=self.settings.attempts,
        )
        message = Message(
            message_id=self.chance.identifier(),
            kind=channel.value,
            to=to,
            subject=subject,
            body=body,
            purpose="code",
            created_at=now,
            expires_at=code.expires_at,
            person_id=person.person_id,
        )
        with self.begin() as stores:
            stores.codes.void(interaction_id, now)
            stores.codes.add(code)
            stores.outbox.add(message)
            stores.audit.record(
                Event(Tag.FACTOR_SENT, now, person_id=person.person_id, details={"method": channel.value})
            )
        return Sent(code.masked, now + self.limits.resend)
