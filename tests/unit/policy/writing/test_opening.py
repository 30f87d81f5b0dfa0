"""A week is typed day by day and written as the policy writes it."""

import pytest

from idp.policy.writing.opening import WHOLE, Week, parse_day, read_week, tell_day, write_week

OFFICE = ((6 * 60, 20 * 60),)


@pytest.mark.parametrize("typed", ["06.00-20.00", "6-20", "06:00–20:00", " 6.00 - 20 ", "6-20,"])
def test_hours_are_taken_as_people_type_them(typed: str) -> None:
    assert parse_day(typed) == OFFICE


@pytest.mark.parametrize("typed", ["6", "6-25", "24-6", "6.60-7", "six", "7-7", "6-20 8-12", "²-3"])
def test_what_is_no_span_of_a_day_is_not_taken(typed: str) -> None:
    assert parse_day(typed) is None


def test_nothing_typed_is_a_closed_day() -> None:
    assert parse_day("  ") == ()


def test_several_spans_are_put_in_order() -> None:
    spans = parse_day("13-17, 8-12")
    assert spans is not None
    assert tell_day(spans) == "08.00-12.00, 13.00-17.00"


@pytest.mark.parametrize(
    "hours",
    [
        "always",
        {"daily": "05.00-24.00"},
        {"mon-fri": "06.00-20.00"},
        {"mon": "22.00-05.00", "tue-thu": ["08.00-12.00", "13.00-17.00"], "sun": "10.00-12.00"},
    ],
)
def test_a_week_is_written_as_it_was_read(hours: object) -> None:
    week = read_week(hours)
    assert week is not None
    assert write_week(week) == hours


@pytest.mark.parametrize(
    "hours", [None, "sometimes", {"mon": "6"}, {}, {"mon": ["08.00-12.00", "11.00-13.00"]}, 7]
)
def test_hours_that_cannot_be_read_are_nobodys_week(hours: object) -> None:
    assert read_week(hours) is None


def test_every_day_around_the_clock_is_always() -> None:
    assert write_week(WHOLE) == "always"
    shorter: Week = (*WHOLE[:6], ())
    assert write_week(shorter) == {"mon-sat": "00.00-24.00"}
