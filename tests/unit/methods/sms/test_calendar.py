"""Months and days are those of Sweden, over both changes of the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from idp.methods.sms.calendar import day_of, is_month, month_of

SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("midnight", "before", "after"),
    [
        (datetime(2026, 11, 30, 23, tzinfo=UTC), "2026-11", "2026-12"),
        (datetime(2026, 12, 31, 23, tzinfo=UTC), "2026-12", "2027-01"),
        (datetime(2026, 3, 31, 22, tzinfo=UTC), "2026-03", "2026-04"),
        (datetime(2026, 10, 31, 23, tzinfo=UTC), "2026-10", "2026-11"),
        (datetime(2028, 2, 29, 23, tzinfo=UTC), "2028-02", "2028-03"),
    ],
)
def test_a_month_ends_at_midnight_in_sweden(midnight: datetime, before: str, after: str) -> None:
    assert (month_of(midnight - SECOND), month_of(midnight)) == (before, after)


@pytest.mark.parametrize(
    ("start", "hours"),
    [
        (datetime(2026, 3, 28, 23, tzinfo=UTC), 23),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), 25),
        (datetime(2026, 11, 22, 23, tzinfo=UTC), 24),
    ],
    ids=["the clock goes forward", "the clock goes back", "an ordinary day"],
)
def test_a_day_is_as_long_as_the_clock_makes_it(start: datetime, hours: int) -> None:
    end = start + timedelta(hours=hours)
    assert day_of(start - SECOND) != day_of(start) == day_of(end - SECOND) != day_of(end)


@pytest.mark.parametrize(
    ("written", "is_one"),
    [("2026-11", True), ("2026-13", False), ("2026-1", False), ("26-11", False), ("2026-11-01", False)],
)
def test_a_month_is_a_year_and_a_number(written: str, is_one: bool) -> None:
    assert is_month(written) is is_one
