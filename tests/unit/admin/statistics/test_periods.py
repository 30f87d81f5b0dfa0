"""Which days and months the dashboard looks back over, and how counts are lined up with them."""

from datetime import UTC, datetime

from idp.admin.statistics.periods import Span, build_periods
from idp.admin.statistics.series import Series, add_up, build_series
from idp.audit.daily import Counted, Measure


def test_thirty_days_end_with_today_in_sweden() -> None:
    periods = build_periods(Span.DAYS, datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert (periods.first, periods.last, len(periods.names)) == ("2026-02-01", "2026-03-02", 30)
    assert not periods.is_monthly


def test_twelve_months_end_with_this_one() -> None:
    periods = build_periods(Span.MONTHS, datetime(2026, 3, 15, tzinfo=UTC))
    assert periods.names[0] == "2025-04"
    assert periods.names[-1] == "2026-03"
    assert (periods.first, periods.last) == ("2025-04-01", "2026-03-31")
    assert build_periods(Span.MONTHS, datetime(2026, 12, 15, tzinfo=UTC)).names[0] == "2026-01"


def count(period: str, label: str, number: int) -> Counted:
    return Counted(period, Measure.SIGN_INS, label, number)


def test_a_series_has_a_number_for_every_period_and_the_largest_comes_first() -> None:
    counted = [count("b", "small", 1), count("a", "large", 2), count("c", "large", 3), count("x", "large", 9)]
    series = build_series(counted, ("a", "b", "c"))
    assert series == (Series("large", (2, 0, 3)), Series("small", (0, 1, 0)))
    assert add_up(series, ("a", "b", "c")).values == (2, 1, 3)
    assert add_up((), ("a", "b")).values == (0, 0)
