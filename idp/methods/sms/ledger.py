"""What is known of each text message: what it costs, and whether its code was used. Never who got it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from idp.methods.sms.ladder import Ladder


@dataclass(frozen=True, slots=True)
class Entry:
    """One code that is about to be sent.

    `number_hash` and `series_hash` are keyed by the day: they tell numbers apart within it, and tell nothing afterwards.
    """

    message_id: str
    at: datetime
    number_hash: str = field(repr=False)
    series_hash: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of the month's money is spent or reserved, in öre, and how many codes were sent today."""

    month: Decimal
    codes_today: int


@dataclass(frozen=True, slots=True)
class Completion:
    """How many of the codes sent were used."""

    sent: int
    used: int


@dataclass(frozen=True, slots=True)
class MonthCost:
    """What one gateway took for a month's text messages, codes and notices together; `cost` is in öre."""

    gateway: str
    messages: int
    parts: int
    cost: Decimal
    codes: int
    used: int


@dataclass(frozen=True, slots=True)
class PeriodCost:
    """What was spent of a month such as `2026-11` or a day such as `2026-11-23`; `cost` is in öre.

    Only months are settled with what gateways really took; a day holds what was reserved.
    """

    period: str
    cost: Decimal
    codes: int


class LedgerStore(Protocol):
    """Where the cost of text messages is kept, by the months and days of Sweden."""

    def load_spent(self, now: datetime) -> Spent:
        """Return what is spent of the month and the day it is now."""
        ...

    def reserve(self, entry: Entry, ladder: Ladder) -> bool:
        """Book the code's price on its month and one code on its day; False, and nothing, when either is full.

        One conditional write each: of fifty at once at the edge exactly those pass that fit.
        """
        ...

    def settle(self, now: datetime) -> int:
        """Put what messages really cost in place of what was reserved for them; return how many differed.

        A message that was certainly not sent costs nothing. One nobody reserved for, such as a notice, is booked
        now, whatever is left of the money.
        """
        ...

    def mark_used(self, message_id: str, now: datetime) -> None:
        """Record that the message's code was used."""
        ...

    def count_completion(self, after: datetime, until: datetime) -> Completion:
        """Count the codes that were handed over in between, and those of them that were used."""
        ...

    def count_largest_series(self, after: datetime, until: datetime) -> int:
        """Return how many numbers of one series of a hundred were sent codes in between and used none, at most."""
        ...

    def load_month(self, month: str) -> tuple[MonthCost, ...]:
        """Return what a month such as `2026-11` cost, a value for each gateway, in the order of their names."""
        ...

    def load_periods(self, periods: Sequence[str]) -> tuple[PeriodCost, ...]:
        """Return what was spent of days or months, in their order; nothing of those without a message."""
        ...
