"""On some days a service has other hours than its week."""

import pytest

from idp.policy.hours import Hours
from idp.policy.reading.hours import read_hours
from idp.policy.text import Text
from tests.unit.policy.demo import local
from tests.unit.policy.reading.parts import read

WEEK = 'hours = { mon-fri = "07.00-18.00" }'


def hours(exceptions: str, week: str = WEEK, closed: str = "") -> Hours:
    found, faults = read(f"{week}\nexceptions = [{exceptions}]\n{closed}", read_hours)
    assert faults == []
    return found


def faults(exceptions: str) -> list[str]:
    return read(f"{WEEK}\nexceptions = [{exceptions}]", read_hours)[1]


HOLIDAYS = '{ holidays = ["public", "eves"], hours = "never", message = { sv = "Helg", en = "Holiday" } }'


@pytest.mark.parametrize(
    "day",
    ["2026-12-24", "2026-12-25", "2026-04-06", "2026-05-14", "2026-06-19", "2027-01-06", "2028-12-26"],
)
def test_a_service_that_is_closed_on_holidays_is_closed_then_and_says_so(day: str) -> None:
    closed = hours(HOLIDAYS)
    assert not closed.is_open(local(f"{day} 12:00"))
    assert closed.message_at(local(f"{day} 12:00")) == Text("Helg", "Holiday")


def test_it_opens_again_on_the_first_day_that_is_like_any_other() -> None:
    closed = hours(HOLIDAYS)
    assert closed.opens_at(local("2026-12-23 18:00")) == local("2026-12-28 07:00")
    assert closed.closes_at(local("2026-12-23 12:00")) == local("2026-12-23 18:00")
    assert closed.opens_at(local("2026-04-02 18:00")) == local("2026-04-07 07:00")


def test_other_hours_stand_in_place_of_the_weeks() -> None:
    short = hours('{ dates = "2026-12-23", hours = ["08.00-10.00", "11.00-12.00"] }')
    assert [
        short.is_open(local(f"2026-12-23 {at}")) for at in ("07:30", "08:00", "10:30", "11:59", "12:00")
    ] == [
        False,
        True,
        False,
        True,
        False,
    ]
    assert short.is_open(local("2026-12-22 07:30"))


def test_other_hours_open_a_day_on_which_the_week_is_closed() -> None:
    assert hours('{ dates = "2026-11-28", hours = "09.00-12.00" }').is_open(local("2026-11-28 10:00"))


def test_of_two_exceptions_for_a_day_the_first_counts() -> None:
    both = hours(f'{{ dates = "2026-12-24", hours = "08.00-10.00" }}, {HOLIDAYS}')
    assert both.is_open(local("2026-12-24 09:00"))
    assert not both.is_open(local("2026-12-25 09:00"))


def test_a_span_of_the_evening_before_runs_to_its_end() -> None:
    nights = hours('{ holidays = ["julafton"], hours = "never" }', 'hours = { daily = "22.00-06.00" }')
    assert nights.is_open(local("2026-12-24 05:59"))
    assert not nights.is_open(local("2026-12-24 06:00"))
    assert not nights.is_open(local("2026-12-25 05:00"))


def test_a_closure_takes_away_from_other_hours_too() -> None:
    less = hours(
        '{ dates = "2026-12-23", hours = "08.00-12.00" }',
        closed='closed = [{ dates = "2026-12-23", hours = "09.00-10.00" }]',
    )
    assert not less.is_open(local("2026-12-23 09:30"))
    assert less.opens_at(local("2026-12-23 09:30")) == local("2026-12-23 10:00")


def test_always_open_less_holidays_is_not_always_open() -> None:
    mostly = hours('{ holidays = ["juldagen"], hours = "never" }', 'hours = "always"')
    assert mostly.closes_at(local("2026-12-24 12:00")) == local("2026-12-25 00:00")
    assert mostly.opens_at(local("2026-12-25 12:00")) == local("2026-12-26 00:00")


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ('{ hours = "never" }', "does not say which days in one way; write one of dates, yearly"),
        ('{ holidays = ["midsommarafon"], hours = "never" }', "did you mean 'midsommarafton'?"),
        ('{ holidays = [], hours = "never" }', 'is empty; write holidays = ["public", "eves"]'),
        ('{ dates = "2026-12-23" }', "has no 'hours'"),
        ('{ dates = "2026-12-23", hours = "closed" }', "which is no span of a day"),
        ('{ dates = "2026-12-23", hours = ["08.00-12.00", "11.00-13.00"] }', "has spans that overlap"),
        ('{ dates = "2026-12-23", hours = "never", why = "x" }', "why"),
    ],
)
def test_a_fault_says_what_to_write(written: str, fault: str) -> None:
    found = faults(written)
    assert any(fault in line for line in found), found


def test_exceptions_that_never_let_the_service_open_are_refused() -> None:
    assert any(
        "never open the service" in line for line in faults('{ yearly = "01-01..12-31", hours = "never" }')
    )
