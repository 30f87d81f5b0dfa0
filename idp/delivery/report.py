"""What became of a message: how our own part ended, and what the gateway reported afterwards."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, Protocol

from idp.delivery.message import Message
from idp.delivery.receipt import FREE, Receipt

Result = Literal["sent", "put_back", "given_up"]

Arrival = Literal["unknown", "delivered", "failed"]
"""What a gateway says in its delivery report, long after it took the message."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one try, or of time running out.

    `error_class` is empty when it was sent; `next_try_at` is set when it was put back. `receipt` says who took it
    and what it cost; of a message that failed, what it may have cost nevertheless.
    """

    message: Message
    result: Result
    at: datetime
    attempts: int
    error_class: str = ""
    next_try_at: datetime | None = None
    receipt: Receipt = FREE


class ReportStore(Protocol):
    """Where the end of a message is recorded for those who audit."""

    def add(self, report: Report) -> None:
        """Record that the message was sent or given up; one put back has not ended and is not recorded."""
        ...

    def note_arrival(
        self, gateway: str, reference: str, arrival: Arrival, at: datetime, price: Decimal | None
    ) -> bool:
        """Note what the gateway reported of the message it knows as `reference`; `price`, in öre, replaces ours.

        The first final word stays: the same report again, or a later one that contradicts it, changes nothing.
        Returns False when no message is known by this reference.
        """
        ...
