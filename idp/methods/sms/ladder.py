"""The ladder: the more of the month's money is spent, the harder the app is recommended."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from idp.config.sections.sms_budget import SmsBudget

ORE_IN_A_KRONA = 100


class Rung(IntEnum):
    """How far the month, or the day, has come, weakest first."""

    FREE = 0
    REMIND = 1
    REASON = 2
    SPENT = 3


class Reason(StrEnum):
    """Why the app does not do: the whole choice there is, so that nothing about a person can be written there."""

    NO_SMARTPHONE = "no_smartphone"
    NOT_LINKED = "not_linked"
    LEFT_BEHIND = "left_behind"
    SOMETHING_ELSE = "something_else"


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs, with money as Decimal in öre. Without a budget for the month nobody climbs."""

    price: Decimal
    """What a code may cost at most: it is reserved before the code is sent."""
    budget: Decimal | None
    codes_per_day: int
    remind_at: int
    reason_at: int

    def find_rung(self, spent: Decimal, codes_today: int) -> Rung:
        """Return the rung where so much of the month is spent. It is the last when one more code would not fit."""
        if codes_today >= self.codes_per_day:
            return Rung.SPENT
        if self.budget is None:
            return Rung.FREE
        if spent + self.price > self.budget:
            return Rung.SPENT
        percent = spent * 100
        if percent >= self.reason_at * self.budget:
            return Rung.REASON
        return Rung.REMIND if percent >= self.remind_at * self.budget else Rung.FREE


def build_ladder(settings: SmsBudget, price: Decimal) -> Ladder:
    """Return the ladder of the configuration; `price` is what the dearest gateway takes for one part, in öre."""
    kronor = settings.kronor_per_month
    return Ladder(
        price=price,
        budget=None if kronor is None else Decimal(kronor * ORE_IN_A_KRONA),
        codes_per_day=settings.codes_per_day,
        remind_at=settings.remind_at,
        reason_at=settings.reason_at,
    )
