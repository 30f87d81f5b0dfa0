"""Services open and close by Swedish clocks, on the nights they change too."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.policy.closures import Closure, Dated, DaysOfMonth, Yearly
from idp.policy.hours import ALWAYS, STOCKHOLM, Hours, Window
from idp.policy.space import list_moments
from idp.policy.text import Text
from tests.unit.policy.demo import local

SECOND = timedelta(seconds=1)
MIDNIGHT = 24 * 60


def daily(opens: int, closes: int) -> tuple[Window, ...]:
    """Return the same window, in minutes after midnight, for every day."""
    return tuple(Window(weekday, opens, closes) for weekday in range(7))


EARLY_TO_LATE = Hours(daily(5 * 60, 23 * 60))
OFFICE_HOURS = Hours(tuple(Window(weekday, 6 * 60, 20 * 60) for weekday in range(5)))
NIGHTS = Hours(daily(22 * 60, 6 * 60))
SUMMER_NIGHTS = Closure(Yearly((7, 1), (7, 31)), 22 * 60, 5 * 60, Text("Underhåll", "Maintenance"))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [("04:59:59", False), ("05:00", True), ("22:59:59", True), ("23:00", False), ("00:00", False)],
)
def test_a_window_holds_its_first_second_and_not_its_end(at: str, is_open: bool) -> None:
    assert EARLY_TO_LATE.is_open(local(f"2026-11-23 {at}")) is is_open


def test_a_closed_service_says_when_it_opens() -> None:
    assert EARLY_TO_LATE.opens_at(local("2026-11-23 23:30")) == local("2026-11-24 05:00")
    assert EARLY_TO_LATE.opens_at(local("2026-11-23 03:00")) == local("2026-11-23 05:00")
    assert OFFICE_HOURS.opens_at(local("2026-11-27 20:00")) == local("2026-11-30 06:00")


def test_an_open_service_opens_now_and_a_closed_one_closes_now() -> None:
    at = local("2026-11-23 12:00")
    assert EARLY_TO_LATE.opens_at(at) == at
    night = local("2026-11-23 02:00")
    assert EARLY_TO_LATE.closes_at(night) == night


def test_an_open_service_says_when_it_closes() -> None:
    assert EARLY_TO_LATE.closes_at(local("2026-11-23 05:00")) == local("2026-11-23 23:00")
    assert Hours(daily(5 * 60, MIDNIGHT)).closes_at(local("2026-11-23 12:00")) == local("2026-11-24 00:00")


def test_a_window_over_midnight_belongs_to_the_day_it_begins_on() -> None:
    sunday_night = Hours((Window(6, 22 * 60, 6 * 60),))
    assert sunday_night.is_open(local("2026-11-23 05:59:59"))
    assert not sunday_night.is_open(local("2026-11-23 06:00"))
    assert not sunday_night.is_open(local("2026-11-22 05:00"))
    assert sunday_night.closes_at(local("2026-11-22 22:00")) == local("2026-11-23 06:00")


def test_windows_that_meet_at_midnight_are_one_opening() -> None:
    weekend = Hours((Window(5, 20 * 60, MIDNIGHT), Window(6, 0, 8 * 60)))
    assert weekend.closes_at(local("2026-11-28 21:00")) == local("2026-11-29 08:00")


def test_always_open_never_closes() -> None:
    always = Hours(ALWAYS)
    assert always.is_open(local("2026-11-23 00:00"))
    assert always.closes_at(local("2026-11-23 00:00")) is None
    assert Hours(daily(0, MIDNIGHT)).closes_at(local("2026-11-23 00:00")) is None


def test_a_closure_more_than_eight_days_away_is_not_told() -> None:
    at = local("2026-11-23 12:00")
    for days, told in ((7, True), (9, False)):
        day = at.date() + timedelta(days)
        assert (Hours(ALWAYS, (Closure(Dated(day, day)),)).closes_at(at) is not None) is told


def test_a_closed_day_is_cut_out_of_the_week() -> None:
    pay_run = Hours(OFFICE_HOURS.windows, (Closure(DaysOfMonth(18, 19)),))
    assert not pay_run.is_open(local("2026-11-18 12:00"))
    assert pay_run.opens_at(local("2026-11-18 12:00")) == local("2026-11-20 06:00")
    assert pay_run.closes_at(local("2026-11-17 12:00")) == local("2026-11-17 20:00")


def test_a_closed_night_begins_on_its_last_day_and_ends_on_the_next() -> None:
    hours = Hours(ALWAYS, (SUMMER_NIGHTS,))
    moments = {
        "2026-06-30 23:00": True,
        "2026-07-01 04:00": True,
        "2026-07-01 22:00": False,
        "2026-07-02 04:59": False,
        "2026-07-02 05:00": True,
        "2026-07-31 23:00": False,
        "2026-08-01 04:59": False,
        "2026-08-01 22:00": True,
    }
    assert {at: hours.is_open(local(at)) for at in moments} == moments


def test_the_closure_in_force_says_why() -> None:
    hours = Hours(ALWAYS, (Closure(DaysOfMonth(1, 1), message=None), SUMMER_NIGHTS))
    assert hours.message_at(local("2026-07-02 04:59")) == SUMMER_NIGHTS.message
    assert hours.message_at(local("2026-07-02 05:00")) is None
    assert hours.message_at(local("2026-06-01 12:00")) is None


def test_a_closure_that_leaves_only_part_of_a_window_leaves_that_part() -> None:
    lunch = Closure(Dated(date(2026, 11, 23), date(2026, 11, 23)), 11 * 60, 13 * 60)
    hours = Hours(OFFICE_HOURS.windows, (lunch,))
    assert hours.closes_at(local("2026-11-23 06:00")) == local("2026-11-23 11:00")
    assert hours.opens_at(local("2026-11-23 11:00")) == local("2026-11-23 13:00")
    assert hours.closes_at(local("2026-11-23 13:00")) == local("2026-11-23 20:00")


def test_a_service_closed_for_more_than_400_days_has_no_opening() -> None:
    closed = Hours(ALWAYS, (Closure(Dated(date(2026, 1, 1), date(2028, 12, 31))),))
    assert closed.opens_at(local("2026-06-01 12:00")) is None
    assert closed.opens_at(local("2028-12-01 12:00")) == local("2029-01-01 00:00")


SPRING = {"2026": date(2026, 3, 29), "2027": date(2027, 3, 28)}
AUTUMN = {"2026": date(2026, 10, 25), "2027": date(2027, 10, 31)}


@pytest.mark.parametrize("night", SPRING.values(), ids=SPRING)
def test_opening_by_the_clock_comes_an_hour_sooner_after_the_short_night(night: date) -> None:
    closed_at = local(f"{night - timedelta(1)} 23:00")
    opens_at = EARLY_TO_LATE.opens_at(closed_at)
    assert opens_at == datetime.combine(night, datetime.min.time(), UTC) + timedelta(hours=3)
    assert opens_at - closed_at == timedelta(hours=5)


@pytest.mark.parametrize("night", AUTUMN.values(), ids=AUTUMN)
def test_opening_by_the_clock_comes_an_hour_later_after_the_long_night(night: date) -> None:
    closed_at = local(f"{night - timedelta(1)} 23:00")
    opens_at = EARLY_TO_LATE.opens_at(closed_at)
    assert opens_at == datetime.combine(night, datetime.min.time(), UTC) + timedelta(hours=4)
    assert opens_at - closed_at == timedelta(hours=7)


@pytest.mark.parametrize("night", SPRING.values(), ids=SPRING)
def test_a_time_the_clocks_skip_lies_as_long_after_the_jump(night: date) -> None:
    one_in_the_morning = datetime.combine(night, datetime.min.time(), STOCKHOLM).astimezone(UTC) + timedelta(
        hours=1
    )
    half_past_two = Hours(daily(2 * 60 + 30, 5 * 60))
    assert half_past_two.opens_at(one_in_the_morning) == one_in_the_morning + timedelta(hours=1, minutes=30)


@pytest.mark.parametrize("night", AUTUMN.values(), ids=AUTUMN)
def test_a_time_the_clocks_repeat_is_the_first_of_the_two(night: date) -> None:
    midnight = datetime.combine(night, datetime.min.time(), STOCKHOLM).astimezone(UTC)
    assert Hours(daily(2 * 60 + 30, 5 * 60)).opens_at(midnight) == midnight + timedelta(hours=2, minutes=30)
    assert Hours(daily(0, 2 * 60 + 30)).closes_at(midnight) == midnight + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("night", SPRING.values(), ids=SPRING)
def test_a_window_that_lies_in_the_skipped_hour_and_ends_at_the_jump_does_not_open_that_night(
    night: date,
) -> None:
    hours = Hours(daily(2 * 60 + 30, 3 * 60 + 15))
    midnight = datetime.combine(night, datetime.min.time(), STOCKHOLM).astimezone(UTC)
    assert hours.opens_at(midnight) == local(f"{night + timedelta(1)} 02:30")


CHANGING = [
    EARLY_TO_LATE,
    OFFICE_HOURS,
    NIGHTS,
    Hours(ALWAYS, (SUMMER_NIGHTS, Closure(DaysOfMonth(1, 31), 60, 3 * 60))),
    Hours(daily(2 * 60 + 15, 2 * 60 + 45)),
]


@pytest.mark.parametrize("hours", CHANGING, ids=["late", "office", "nights", "closures", "repeated"])
@pytest.mark.parametrize(
    "first", [*SPRING.values(), *AUTUMN.values(), date(2026, 6, 30), date(2026, 7, 31)], ids=str
)
def test_openings_and_closings_are_the_very_seconds_of_the_change(hours: Hours, first: date) -> None:
    for at in list_moments(hours, first - timedelta(2), first + timedelta(2)):
        opens_at, closes_at = hours.opens_at(at), hours.closes_at(at)
        assert opens_at is not None
        assert hours.is_open(opens_at)
        assert opens_at == at or not hours.is_open(opens_at - SECOND)
        assert closes_at is not None
        assert not hours.is_open(closes_at)
        assert closes_at == at or hours.is_open(closes_at - SECOND)
        assert hours.is_open(at) is (opens_at == at) is (closes_at != at)


@given(st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2028-01-01")))
def test_away_from_the_changing_nights_a_daily_window_is_what_the_clock_on_the_wall_says(
    at: datetime,
) -> None:
    moment = at.replace(tzinfo=STOCKHOLM)
    assert EARLY_TO_LATE.is_open(moment.astimezone(UTC)) is (5 <= at.hour < 23)


@pytest.mark.parametrize("hours", CHANGING, ids=["late", "office", "nights", "closures", "repeated"])
@given(
    at=st.datetimes(timezones=st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours))))
    | st.sampled_from([datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
)
def test_no_moment_of_the_calendar_is_too_early_or_too_late_to_ask_about(hours: Hours, at: datetime) -> None:
    hours.is_open(at)
    hours.opens_at(at)
    hours.closes_at(at)
    hours.message_at(at)


def test_hours_that_close_are_closed_at_the_ends_of_the_calendar() -> None:
    assert not EARLY_TO_LATE.is_open(datetime.max.replace(tzinfo=UTC))
    assert EARLY_TO_LATE.opens_at(datetime.max.replace(tzinfo=UTC)) is None
