"""When salaries are paid: on the 27th, or on the Friday before if that is a weekend."""

from datetime import date, timedelta


def find_payday(year: int, month: int) -> date:
    """Return the day on which the month's salary is paid."""
    day = date(year, month, 27)
    return day - timedelta(days=max(0, day.weekday() - 4))


def list_paid_months(year: int, today: date) -> list[int]:
    """Return the months of `year` whose payday has come, the latest first; none for a year to come."""
    return [month for month in range(12, 0, -1) if find_payday(year, month) <= today]


def find_next_payday(today: date) -> date:
    """Return the first payday after `today`."""
    following = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    this_month = find_payday(today.year, today.month)
    return this_month if this_month > today else find_payday(following.year, following.month)
