"""Asks the gateways in order until one takes the message.

A code waits five seconds at the most, all gateways together. One that is slow counts as failed, although it may
have taken the message: the second message then holds the same code, which is good once (docs/decisions/).
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Protocol

from idp.clock import Clock
from idp.delivery.breaker import FAILURES, Breaker, BreakerStore
from idp.delivery.gateways.gateway import Gateway
from idp.delivery.message import Message
from idp.delivery.receipt import NOTHING, Receipt
from idp.delivery.sender import SendFailed

WHOLE_SECONDS: Final = 5.0
"""How long all gateways together may take for a text message."""

LEAST_SECONDS: Final = 0.25
"""Less than this is not worth asking a gateway for."""

log = logging.getLogger(__name__)


class BreakerStores(Protocol):
    """A unit of work in which is noted how a gateway behaves."""

    @property
    def breakers(self) -> BreakerStore: ...


@dataclass(slots=True)
class Attempts:
    """What asking came to so far."""

    error_class: str = "resting"
    may_have_arrived: bool = False
    is_final: bool = False
    price: Decimal = NOTHING

    def add(self, failure: SendFailed) -> None:
        """Take in one more failure: the last word counts, and every doubt and cost remains."""
        self.error_class = failure.error_class
        self.may_have_arrived = self.may_have_arrived or failure.may_have_arrived
        self.is_final = self.is_final or failure.is_final
        self.price += failure.price


@dataclass(frozen=True, slots=True)
class Failover:
    """Implements `Sender` over gateways in the operator's order."""

    gateways: Sequence[Gateway]
    begin: Callable[[], AbstractContextManager[BreakerStores]]
    clock: Clock
    whole_seconds: float = WHOLE_SECONDS

    def send(self, message: Message) -> Receipt:
        """Hand the message over to the first gateway that takes it; raise SendFailed when none does."""
        left, attempts = self.whole_seconds, Attempts()
        awake = self._list_awake(self.clock())
        for gateway in awake:
            began = self.clock()
            if left < LEAST_SECONDS or not self._begin_try(gateway, began):
                continue
            patience = left if gateway is awake[-1] else min(gateway.timeout_seconds, left)
            try:
                receipt = ask(gateway, message, patience)
            except SendFailed as failure:
                attempts.add(failure)
                self._note_failure(gateway, failure, self.clock())
            else:
                self._note_success(gateway, self.clock())
                return Receipt(
                    receipt.gateway, receipt.reference, receipt.parts, receipt.price + attempts.price
                )
            left -= min(max((self.clock() - began).total_seconds(), 0.0), patience)
        raise SendFailed(
            attempts.error_class,
            may_have_arrived=attempts.may_have_arrived,
            is_final=attempts.is_final,
            price=attempts.price,
        )

    def _list_awake(self, now: datetime) -> list[Gateway]:
        with self.begin() as stores:
            resting = {breaker.name for breaker in stores.breakers.list() if breaker.is_resting(now)}
        return [gateway for gateway in self.gateways if gateway.name not in resting]

    def _begin_try(self, gateway: Gateway, now: datetime) -> bool:
        with self.begin() as stores:
            return stores.breakers.begin_try(gateway.name, now)

    def _note_failure(self, gateway: Gateway, failure: SendFailed, now: datetime) -> None:
        """Log the failure, and count it unless it was about this message alone."""
        log.warning("gateway %s failed error=%s", gateway.name, failure.error_class)
        if failure.is_final:
            return
        with self.begin() as stores:
            breaker: Breaker = stores.breakers.note_failure(gateway.name, now)
        if breaker.failures == FAILURES:
            log.error("gateway %s is down error=%s", gateway.name, failure.error_class)

    def _note_success(self, gateway: Gateway, now: datetime) -> None:
        with self.begin() as stores:
            was_down = stores.breakers.note_success(gateway.name, now)
        if was_down:
            log.warning("gateway %s is up again", gateway.name)


def ask(gateway: Gateway, message: Message, patience_seconds: float) -> Receipt:
    """Hand the message over; a fault of the gateway's own code counts as a failure in doubt."""
    try:
        return gateway.hand_over(message, patience_seconds)
    except SendFailed:
        raise
    except Exception as error:  # noqa: BLE001 - a faulty gateway must not keep the next from being asked
        raise SendFailed(type(error).__name__, may_have_arrived=True) from None
