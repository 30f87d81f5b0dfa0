"""Closures say their days in one way, and days that never come are refused."""

from datetime import date

import pytest

from idp.policy.closures import Closure, Dated, DaysOfMonth, Yearly
from idp.policy.reading.hours import read_hours
from idp.policy.text import Text
from tests.unit.policy.reading.parts import read


def test_closures_name_their_days_in_one_of_three_ways() -> None:
    hours, faults = read(
        """
        hours = "always"
        closed = [
          { dates = "2026-12-24..2026-12-26" },
          { yearly = "12-31" },
          { days_of_month = "18..19", hours = "22.00-05.00", message = { sv = "x", en = "y" } },
        ]
        """,
        read_hours,
    )
    assert faults == []
    assert hours.closures == (
        Closure(Dated(date(2026, 12, 24), date(2026, 12, 26))),
        Closure(Yearly((12, 31), (12, 31))),
        Closure(DaysOfMonth(18, 19), 22 * 60, 5 * 60, Text("x", "y")),
    )


@pytest.mark.parametrize(
    "days",
    [
        'dates = "2026-12-26..2026-12-24"',
        'dates = "2026-02-30"',
        'dates = "12-24"',
        'yearly = "02-30"',
        'yearly = "2026-07-01"',
        'days_of_month = "0"',
        'days_of_month = "18..32"',
        'days_of_month = "19..18"',
        'days_of_month = "eighteen"',
        'days_of_month = "18.."',
        'days_of_month = " 18"',
        'dates = "20261224"',
        'yearly = "W52-1"',
    ],
)
def test_days_that_never_come_are_refused(days: str) -> None:
    faults = read(f'hours = "always"\nclosed = [{{ {days} }}]', read_hours)[1]
    assert len(faults) == 1
    assert f"part.closed.#1.{days.split(' ', maxsplit=1)[0]} names no such days; write " in faults[0]


@pytest.mark.parametrize("days", ["", 'dates = "2026-12-24", yearly = "12-24"'])
def test_a_closure_says_its_days_in_exactly_one_way(days: str) -> None:
    assert read(f'hours = "always"\nclosed = [{{ {days} }}]', read_hours)[1] == [
        "part.closed.#1 does not say which days in one way; write one of dates, yearly, days_of_month, holidays"
    ]
