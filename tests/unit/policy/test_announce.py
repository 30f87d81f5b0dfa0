"""A planned closure is told of beforehand when somebody gave words to it, and not earlier or oftener than helps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from idp.policy.announce import Announcement, find_announcement
from idp.policy.closures import Closure, Dated, DaysOfMonth, Yearly
from idp.policy.hours import ALWAYS, Hours
from idp.policy.text import Text

WORDS = Text("Systemet byggs om.", "The system is rebuilt.")
REBUILT = Closure(Dated(date(2026, 11, 28), date(2026, 11, 29)), 22 * 60, 24 * 60, WORDS)
BEGINS = datetime(2026, 11, 28, 21, tzinfo=UTC)
"""Ten in the evening in Sweden."""


def hours(*closures: Closure) -> Hours:
    return Hours(ALWAYS, closures)


@pytest.mark.parametrize(
    ("before", "is_told"),
    [
        (timedelta(days=8), False),
        (timedelta(days=7), True),
        (timedelta(minutes=1), True),
        (timedelta(0), False),
    ],
)
def test_a_closure_of_its_own_date_is_told_of_for_a_week(before: timedelta, is_told: bool) -> None:
    found = find_announcement(hours(REBUILT), BEGINS - before)
    wanted = Announcement(BEGINS, datetime(2026, 11, 28, 23, tzinfo=UTC), WORDS)
    assert found == (wanted if is_told else None)


@pytest.mark.parametrize(("day", "is_told"), [(15, False), (16, True), (17, True), (18, False)])
def test_one_that_comes_every_month_is_told_of_for_two_days(day: int, is_told: bool) -> None:
    pay_days = Closure(DaysOfMonth(18, 19), message=WORDS)
    found = find_announcement(hours(pay_days), datetime(2026, 11, day, 12, tzinfo=UTC))
    assert (found is not None) is is_told
    if found:
        assert found.closes_at == datetime(2026, 11, 17, 23, tzinfo=UTC)
        assert found.opens_at == datetime(2026, 11, 19, 23, tzinfo=UTC), "both days, as one"


def test_of_nights_in_a_row_the_first_is_told_of() -> None:
    july = Closure(Yearly((7, 1), (7, 31)), 22 * 60, 5 * 60, WORDS)
    assert find_announcement(hours(july), datetime(2026, 6, 30, 12, tzinfo=UTC)) is not None
    assert find_announcement(hours(july), datetime(2026, 7, 10, 12, tzinfo=UTC)) is None


def test_a_closure_without_words_is_told_of_an_hour_before_as_every_evening_is() -> None:
    night = Closure(Dated(date(2026, 11, 28), date(2026, 11, 28)), 22 * 60, 24 * 60)
    assert find_announcement(hours(night), BEGINS - timedelta(days=1)) is None


def test_of_several_the_next_is_told_of() -> None:
    sooner = Closure(Dated(date(2026, 11, 27), date(2026, 11, 27)), 12 * 60, 13 * 60, WORDS)
    found = find_announcement(hours(REBUILT, sooner), BEGINS - timedelta(days=2))
    assert found is not None
    assert found.closes_at == datetime(2026, 11, 27, 11, tzinfo=UTC)
