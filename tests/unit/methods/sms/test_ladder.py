"""Which rung a month has reached, to the hundredth of an öre."""

from decimal import Decimal

import pytest

from idp.config.sections.sms_budget import SmsBudget
from idp.methods.sms.ladder import Ladder, Rung, build_ladder

LADDER = build_ladder(SmsBudget(kronor_per_month=100), Decimal("52.25"))


@pytest.mark.parametrize(
    ("spent", "rung"),
    [
        ("0", Rung.FREE),
        ("6999.99", Rung.FREE),
        ("7000", Rung.REMIND),
        ("8999.99", Rung.REMIND),
        ("9000", Rung.REASON),
        ("9947.75", Rung.REASON),
        ("9947.76", Rung.SPENT),
        ("20000", Rung.SPENT),
    ],
)
def test_a_rung_begins_at_its_percent_and_the_last_where_no_code_fits(spent: str, rung: Rung) -> None:
    assert LADDER.find_rung(Decimal(spent), 0) is rung


def test_without_a_budget_nobody_climbs() -> None:
    assert build_ladder(SmsBudget(), Decimal(50)).find_rung(Decimal(10**9), 0) is Rung.FREE


@pytest.mark.parametrize(("codes", "rung"), [(1999, Rung.FREE), (2000, Rung.SPENT)])
def test_the_day_has_its_own_end(codes: int, rung: Rung) -> None:
    assert build_ladder(SmsBudget(), Decimal(50)).find_rung(Decimal(0), codes) is rung


def test_a_reminder_may_be_the_only_rung() -> None:
    ladder = Ladder(Decimal(1), Decimal(100), 10, remind_at=1, reason_at=100)
    assert ladder.find_rung(Decimal(99), 0) is Rung.REMIND
