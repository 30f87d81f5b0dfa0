"""Swedish holidays are where the almanac has them."""

from datetime import date

import pytest

from idp.policy.holidays import EVES, PUBLIC, find_easter, holidays_of

EASTERS = (
    "1961-04-02", "1989-03-26", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
    "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", "2049-04-18", "2285-03-22",
)  # fmt: skip


@pytest.mark.parametrize("sunday", EASTERS)
def test_easter_is_where_the_church_has_it(sunday: str) -> None:
    easter = date.fromisoformat(sunday)
    assert find_easter(easter.year) == easter


def test_the_year_2026_has_the_holidays_of_its_almanac() -> None:
    assert {name: f"{day:%m-%d}" for name, day in holidays_of(2026).items()} == {
        "nyarsdagen": "01-01",
        "trettondedag-jul": "01-06",
        "langfredagen": "04-03",
        "paskafton": "04-04",
        "paskdagen": "04-05",
        "annandag-pask": "04-06",
        "forsta-maj": "05-01",
        "kristi-himmelsfardsdag": "05-14",
        "pingstdagen": "05-24",
        "nationaldagen": "06-06",
        "midsommarafton": "06-19",
        "midsommardagen": "06-20",
        "alla-helgons-dag": "10-31",
        "julafton": "12-24",
        "juldagen": "12-25",
        "annandag-jul": "12-26",
        "nyarsafton": "12-31",
    }


@pytest.mark.parametrize("year", range(1990, 2200))
def test_movable_days_fall_on_their_weekdays_and_within_their_weeks(year: int) -> None:
    day = holidays_of(year)
    assert (day["paskdagen"].weekday(), day["pingstdagen"].weekday()) == (6, 6)
    assert date(year, 3, 22) <= day["paskdagen"] <= date(year, 4, 25)
    assert day["kristi-himmelsfardsdag"].weekday() == 3
    assert day["midsommardagen"].weekday() == day["alla-helgons-dag"].weekday() == 5
    assert date(year, 6, 20) <= day["midsommardagen"] <= date(year, 6, 26)
    assert date(year, 10, 31) <= day["alla-helgons-dag"] <= date(year, 11, 6)


def test_every_holiday_is_either_public_or_an_eve() -> None:
    assert sorted(holidays_of(2026)) == sorted({*PUBLIC, *EVES})
