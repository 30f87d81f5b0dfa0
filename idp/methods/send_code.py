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
from idp.methods.read_number import country_of
from idp.methods.sms.hiding import hide_number
from idp.methods.sms.ladder import Ladder, Reason, Rung
from idp.methods.sms.ledger import Entry, LedgerStore
from idp.methods.throttle import Blocked, Bucket, Throttle
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

    @property
    def sms_ledger(self) -> LedgerStore: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way to the masked destination; another may be asked for from `resend_at`.

    `code_id` is also the message's id, by which what becomes of it is found.
    """

    code_id: str
    masked: str
    resend_at: datetime


@dataclass(frozen=True, slots=True)
class TooSoon:
    """A code was sent a moment ago; another may be asked for from `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class TooMany:
    """This person, this number or this address has had as many codes as one hour allows."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NoDestination:
    """There is nowhere to send it: no number registered, one in a country we do not send to, or no mailbox."""


@dataclass(frozen=True, slots=True)
class NeedsReason:
    """So much of the month's money is spent that a text message takes a reason."""


@dataclass(frozen=True, slots=True)
class MoneySpent:
    """The month's money or the day's codes are used up: no text message is sent."""


Sending = Sent | TooSoon | TooMany | NoDestination | NeedsReason | MoneySpent


@dataclass(frozen=True, slots=True)
class CodeSender:
    """Sends codes within the limits of the configuration. Only for a person whose password was right."""

    begin: Callable[[], AbstractContextManager[CodeStores]]
    chance: Chance
    throttle: Throttle
    limits: Limits
    settings: Codes
    ladder: Ladder
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
        *,
        origin: Bucket | None = None,
        reason: Reason | None = None,
    ) -> Sending:
        """Send a new code, which ends the sign-in's earlier one. `number` is where a text message goes.

        `origin` counts what is asked for from one address. `reason` says why the app does not do.
        """
        to = self._find_destination(person, channel, number)
        if to is None:
            return NoDestination()
        if channel is Channel.SMS and (refusal := self._look_at_money(interaction_id, reason, now)):
            return refusal
        if blocked := self._count(person, number, origin, now):
            return blocked
        code, message = self._write(interaction_id, person, channel, number, to, language, now)
        details = {"method": channel.value} | ({"reason": reason.value} if reason else {})
        with self.begin() as stores:
            if channel is Channel.SMS:
                entry = Entry(code.code_id, now, *hide_number(self.secret, to, now))
                if not stores.sms_ledger.reserve(entry, self.ladder):
                    return MoneySpent()
            stores.codes.void(interaction_id, now)
            stores.codes.add(code)
            stores.outbox.add(message)
            stores.audit.record(Event(Tag.FACTOR_SENT, now, person_id=person.person_id, details=details))
        return Sent(code.code_id, code.masked, now + self.limits.resend)

    def find_rung(self, now: datetime) -> Rung:
        """Return how far the money has come."""
        with self.begin() as stores:
            spent = stores.sms_ledger.load_spent(now)
        return self.ladder.find_rung(spent.month, spent.codes_today)

    def _find_destination(self, person: Person, channel: Channel, number: Number | None) -> str | None:
        if channel is Channel.MAIL:
            return person.email or None
        is_allowed = number is not None and country_of(number.e164) in self.settings.countries
        return number.e164 if number and is_allowed else None

    def _look_at_money(
        self, interaction_id: str, reason: Reason | None, now: datetime
    ) -> MoneySpent | NeedsReason | None:
        """Say what stands in the way of a text message. A reason is asked for once in a sign-in."""
        with self.begin() as stores:
            spent, before = stores.sms_ledger.load_spent(now), stores.codes.find_latest(interaction_id)
        rung = self.ladder.find_rung(spent.month, spent.codes_today)
        if rung is Rung.SPENT:
            return MoneySpent()
        is_told = reason is not None or (before is not None and before.channel is Channel.SMS)
        return NeedsReason() if rung is Rung.REASON and not is_told else None

    def _count(
        self, person: Person, number: Number | None, origin: Bucket | None, now: datetime
    ) -> TooSoon | TooMany | None:
        """Count the code for the person, the number and the address; whoever must wait uses none of them up."""
        resends = self.limits.resends(person.person_id)
        soon = self.throttle.take(resends, now)
        if isinstance(soon, Blocked):
            return TooSoon(soon.until)
        buckets = [self.limits.codes(person.person_id)]
        buckets += [self.limits.codes_to(number.e164)] if number else []
        many = self.throttle.take_all([*buckets, *([origin] if origin else [])], now)
        if many is None:
            return None
        self.throttle.give_back(resends)
        return TooMany(many.until)

    def _write(
        self,
        interaction_id: str,
        person: Person,
        channel: Channel,
        number: Number | None,
        to: str,
        language: str,
        now: datetime,
    ) -> tuple[OneTimeCode, Message]:
        """Return a new code and the message that carries it, under one id."""
        alphabet = CODE_ALPHABET if self.settings.alphabet == "letters" else DIGITS
        typed = self.chance.code(self.settings.length, alphabet)
        subject, body = self.write(language, f"code_{channel}", code=typed)
        code = OneTimeCode(
            code_id=self.chance.identifier(),
            interaction_id=interaction_id,
            person_id=person.person_id,
            channel=channel,
            masked=mask_number(to) if channel is Channel.SMS else mask_mail(to),
            number_id=number.number_id if number else None,
            code_hash=hash_code(self.secret, interaction_id, typed),
            sent_at=now,
            expires_at=now + timedelta(seconds=self.settings.life_seconds),
            attempts_left=self.settings.attempts,
        )
        message = Message(
            message_id=code.code_id,
            kind=channel.value,
            to=to,
            subject=subject,
            body=body,
            purpose="code",
            created_at=now,
            expires_at=code.expires_at,
            person_id=person.person_id,
        )
        return code, message
