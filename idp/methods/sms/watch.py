"""Looks after what text messages cost: settles bills, and raises an alarm at the signs of misuse."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from idp.audit.events import Event, Tag
from idp.audit.trail import Trail
from idp.chance import Chance
from idp.config.sections.alarms import Alarms
from idp.delivery.message import NOTICE_LIFE, Message
from idp.delivery.outbox import OutboxStore
from idp.methods.sms.calendar import HERE, day_of, month_of
from idp.methods.sms.ladder import Ladder
from idp.methods.sms.ledger import LedgerStore
from idp.methods.sms.sign import Seen, Sign, judge_completion, judge_series, judge_spending

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

log = logging.getLogger(__name__)


class AlarmStore(Protocol):
    """Which alarms have been raised."""

    def raise_once(self, key: str, now: datetime) -> bool:
        """Remember the alarm; True for whoever raised it first, in whichever process."""
        ...


class WatchStores(Protocol):
    """A unit of work that looks at what was sent and raises alarms."""

    @property
    def alarms(self) -> AlarmStore: ...

    @property
    def audit(self) -> Trail: ...

    @property
    def outbox(self) -> OutboxStore: ...

    @property
    def sms_ledger(self) -> LedgerStore: ...


@dataclass(frozen=True, slots=True)
class SmsWatch:
    """A round. Each sign raises one alarm in its period, however long it lasts and however many processes see it.

    `life` is how long a code is good: one sent a moment ago may still be used and says nothing yet. `write(sign,
    figures…)` writes the mail.
    """

    begin: Callable[[], AbstractContextManager[WatchStores]]
    ladder: Ladder
    settings: Alarms
    life: timedelta
    chance: Chance
    write: Callable[..., tuple[str, str]]

    def run(self, now: datetime) -> None:
        """Settle what messages cost, and raise an alarm for each new sign."""
        with self.begin() as stores:
            stores.sms_ledger.settle(now)
        with self.begin() as stores:
            signs = tuple(self._look(stores.sms_ledger, now))
        for seen in signs:
            self._raise(seen, now)

    def _look(self, ledger: LedgerStore, now: datetime) -> Iterator[Seen]:
        until = now - self.life
        found = (
            judge_completion(
                Sign.UNUSED_IN_HOUR, ledger.count_completion(until - HOUR, until), self.settings
            ),
            judge_completion(Sign.UNUSED_IN_DAY, ledger.count_completion(until - DAY, until), self.settings),
            judge_series(ledger.count_largest_series(until - HOUR, until), self.settings),
            judge_spending(ledger.load_spent(now), self.ladder),
        )
        yield from (seen for seen in found if seen)

    def _raise(self, seen: Seen, now: datetime) -> None:
        with self.begin() as stores:
            if not stores.alarms.raise_once(f"{seen.sign}:{period_of(seen.sign, now)}", now):
                return
            stores.audit.record(Event(Tag.SMS_ALARM, now, outcome=seen.sign.value, details=seen.figures))
            if self.settings.mail:
                subject, body = self.write(seen.sign.value, at=now, **seen.figures)
                message_id, expires_at = self.chance.identifier(), now + NOTICE_LIFE
                stores.outbox.add(
                    Message(message_id, "mail", self.settings.mail, subject, body, "notice", now, expires_at)
                )
        figures = " ".join(f"{name}={figure}" for name, figure in seen.figures.items())
        log.warning("sms alarm sign=%s %s", seen.sign, figures)


def period_of(sign: Sign, now: datetime) -> str:
    """Return the period in which the sign raises one alarm: the hour, the day or the month in Sweden."""
    if sign in {Sign.UNUSED_IN_HOUR, Sign.SERIES}:
        return f"{now.astimezone(HERE):%Y-%m-%dT%H%z}"
    return day_of(now) if sign in {Sign.UNUSED_IN_DAY, Sign.DAY_SPENT} else month_of(now)
