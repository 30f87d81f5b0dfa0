"""A gateway that keeps failing is left alone for a while, so that nobody waits for it.

What is known of a gateway is shared by every process through the database: the first that notices tells the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

FAILURES: Final = 3
"""Failures in a row after which a gateway is left alone."""

REST: Final = timedelta(seconds=30)
"""How long; then one message tries it, and the others go on resting until that one is through."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of one gateway: failures in a row, since when it is up or down, and until when it rests."""

    name: str
    failures: int
    since: datetime
    rests_until: datetime | None = None

    def is_resting(self, now: datetime) -> bool:
        """Say whether it is left alone now. A rest that ends too far ahead was written by a clock that was wrong."""
        return self.rests_until is not None and now < self.rests_until <= now + REST


@dataclass(frozen=True, slots=True)
class ChannelState:
    """Whether a kind of message can be expected to get through now, and since when that is so; None: for ever."""

    is_up: bool
    since: datetime | None = None


class BreakerStore(Protocol):
    """What is known of the gateways, by name."""

    def list(self) -> tuple[Breaker, ...]:
        """Return every gateway that ever failed."""
        ...

    def begin_try(self, name: str, now: datetime) -> bool:
        """Say whether the gateway may be tried; of many who ask when its rest is over, one is told yes."""
        ...

    def note_failure(self, name: str, now: datetime) -> Breaker:
        """Count one more failure in a row and return what is known then."""
        ...

    def note_success(self, name: str, now: datetime) -> bool:
        """Forget the failures; return True when the gateway had been left alone."""
        ...


def judge_channel(names: Iterable[str], breakers: Iterable[Breaker], now: datetime) -> ChannelState:
    """Return whether some gateway of these is not resting; a channel without a gateway is down.

    One whose rest is over counts as up: nobody would ever try it, and find that it works again, otherwise.
    """
    known = {breaker.name: breaker for breaker in breakers}
    resting = [known[name] for name in names if name in known and known[name].is_resting(now)]
    if any(name not in known or known[name] not in resting for name in names):
        working = [known[name].since for name in names if name in known and known[name] not in resting]
        return ChannelState(is_up=True, since=max(working, default=None))
    return ChannelState(is_up=False, since=max((breaker.since for breaker in resting), default=None))
