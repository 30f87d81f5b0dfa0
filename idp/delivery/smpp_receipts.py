"""Fetches the delivery receipts that wait with operators."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.delivery.arrivals import ReportStores
from idp.delivery.gateways.smpp import SmppGateway
from idp.delivery.sender import SendFailed

QUIET_SECONDS: Final = 3.0
"""How long an operator may take to hand out what waits."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReceiptRound:
    """Implements `Round`: asks each operator once, and notes what it says.

    A receipt that is acknowledged and then lost, because the process was killed, leaves a message without
    a word of whether it arrived; nothing waits for one.
    """

    gateways: Sequence[SmppGateway]
    begin: Callable[[], AbstractContextManager[ReportStores]]

    def run(self, now: datetime) -> None:
        """Fetch and note the receipts of every operator that has any; one that is away is asked again next time."""
        for gateway in self.gateways:
            try:
                receipts = gateway.fetch_receipts(QUIET_SECONDS)
            except SendFailed as failure:
                log.warning("receipts of gateway %s not fetched error=%s", gateway.name, failure.error_class)
                continue
            if not receipts:
                continue
            with self.begin() as stores:
                for receipt in receipts:
                    stores.reports.note_arrival(gateway.name, receipt.reference, receipt.arrival, now, None)
