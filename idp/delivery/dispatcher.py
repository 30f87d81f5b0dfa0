"""Sends what waits in the outbox: claim, send, record, each on its own, so that no transaction waits for a network."""

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from idp.clock import Clock
from idp.delivery.back_off import judge_failure
from idp.delivery.message import Kind
from idp.delivery.outbox import Claim, OutboxStore
from idp.delivery.report import Report, ReportStore
from idp.delivery.sender import Sender, SendFailed

LEASE = timedelta(minutes=2)
"""Longer than any sender takes; after it, the sender counts as dead."""

log = logging.getLogger(__name__)


class DeliveryStores(Protocol):
    """What a dispatcher needs of a unit of work."""

    @property
    def outbox(self) -> OutboxStore: ...
    @property
    def reports(self) -> ReportStore: ...


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """Sends the messages of every kind it has a sender for.

    Messages are claimed one at a time: a process that is killed leaves in doubt at most what its threads were handing over.
    """

    begin: Callable[[], AbstractContextManager[DeliveryStores]]
    senders: Mapping[Kind, Sender]
    clock: Clock

    def run_once(self) -> int:
        """Try everything that is due and give up what is too old; return how many messages were tried."""
        self.expire()
        tried = 0
        while self.send_next(*self.senders):
            tried += 1
        return tried

    def send_next(self, *kinds: Kind) -> bool:
        """Try the message of these kinds that has been due longest; return False when nothing is due.

        Each is judged by the clock when its turn comes, so that a code is never sent after it expired.
        """
        claim = self._claim(kinds)
        if claim is None:
            return False
        self._record(self._send(claim))
        return True

    def expire(self) -> None:
        """Give up and wipe what is past its `expires_at`."""
        now = self.clock()
        with self.begin() as stores:
            unsent = stores.outbox.expire(now)
            reports = [Report(message, "given_up", now, 0, "expired") for message in unsent]
            for report in reports:
                stores.reports.add(report)
        for report in reports:
            write_log(report)

    def _claim(self, kinds: tuple[Kind, ...]) -> Claim | None:
        with self.begin() as stores:
            return stores.outbox.claim(self.clock(), kinds, LEASE)

    def _send(self, claim: Claim) -> Report:
        try:
            receipt = self.senders[claim.message.kind].send(claim.message)
        except SendFailed as failure:
            return judge_failure(claim, failure, self.clock())
        except Exception as error:  # noqa: BLE001 - a faulty sender must not stop the others' messages
            fault = SendFailed(type(error).__name__, may_have_arrived=True)
            return judge_failure(claim, fault, self.clock())
        return Report(claim.message, "sent", self.clock(), claim.attempts, receipt=receipt)

    def _record(self, report: Report) -> None:
        message_id = report.message.message_id
        with self.begin() as stores:
            if report.next_try_at:
                stores.outbox.retry(message_id, report.next_try_at, report.error_class)
            elif report.result == "sent":
                stores.outbox.mark_sent(message_id, report.at)
            else:
                stores.outbox.give_up(message_id, report.at, report.error_class)
            stores.reports.add(report)
        write_log(report)


def write_log(report: Report) -> None:
    """Log the result without address, subject or body; a mail's id is the left half of its Message-ID."""
    message = report.message
    log.log(
        logging.INFO if report.result == "sent" else logging.WARNING,
        "delivery %s kind=%s purpose=%s message=%s gateway=%s attempts=%d error=%s",
        report.result,
        message.kind,
        message.purpose,
        message.message_id,
        report.receipt.gateway or "-",
        report.attempts,
        report.error_class or "none",
    )
