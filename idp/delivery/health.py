"""Says whether a kind of message can be expected to get through now, for pages that offer codes."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from idp.delivery.breaker import ChannelState, judge_channel
from idp.delivery.failover import BreakerStores
from idp.delivery.message import Kind


@dataclass(frozen=True, slots=True)
class DeliveryHealth:
    """What every process has found out about the gateways, by kind of message."""

    begin: Callable[[], AbstractContextManager[BreakerStores]]
    gateways: Mapping[Kind, tuple[str, ...]]
    """The names of the gateways of each kind, as configured."""

    def find_state(self, kind: Kind, now: datetime) -> ChannelState:
        """Return whether some gateway for this kind is believed to work; reads a few rows."""
        with self.begin() as stores:
            return judge_channel(self.gateways.get(kind, ()), stores.breakers.list(), now)
