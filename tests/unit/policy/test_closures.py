"""Closures name days by date, by season or by day of the month."""

from datetime import date

import pytest

from idp.policy.closures import Closure, Dated, DaysOfMonth, Yearly


def test_dates_hold_both_ends_and_nothing_in_another_year() -> None:
    days = Dated(date(2026, 12, 24), date(2026, 12, 26))
    assert [days.holds(date(2026, 12, day)) for day in (23, 24, 26, 27)] == [False, True, True, False]
    assert not days.holds(date(2027, 12, 24))


def test_a_yearly_closure_comes_back_every_year() -> None:
    july = Yearly((7, 1), (7, 31))
    assert all(july.holds(date(year, 7, 1)) and july.holds(date(year, 7, 31)) for year in (2026, 2030))
    assert not july.holds(date(2026, 6, 30))
    assert not july.holds(date(2026, 8, 1))


def test_a_yearly_closure_may_run_over_new_year() -> None:
    holidays = Yearly((12, 23), (1, 6))
    assert holidays.holds(date(2026, 12, 31))
    assert holidays.holds(date(2027, 1, 6))
    assert not holidays.holds(date(2027, 1, 7))
    assert not holidays.holds(date(2026, 12, 22))


def test_days_of_the_month_come_back_every_month_that_has_them() -> None:
    assert [DaysOfMonth(18, 19).holds(date(2026, 2, day)) for day in (17, 18, 19, 20)] == [
        False,
        True,
        True,
        False,
    ]
    assert not any(DaysOfMonth(31, 31).holds(date(2026, 4, day)) for day in range(1, 31))


def test_a_closure_begins_on_each_of_its_days() -> None:
    closure = Closure(DaysOfMonth(1, 1), begins=22 * 60, ends=5 * 60)
    assert closure.applies_on(date(2026, 5, 1))
    assert not closure.applies_on(date(2026, 5, 2))


def test_days_that_never_come_cannot_be_named() -> None:
    with pytest.raises(ValueError, match="2026-12-26 is after 2026-12-24"):
        Dated(date(2026, 12, 26), date(2026, 12, 24))
    for first, last in ((0, 1), (2, 1), (31, 32)):
        with pytest.raises(ValueError, match="no month has days"):
            DaysOfMonth(first, last)
