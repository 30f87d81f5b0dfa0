"""What a payslip holds."""

from dataclasses import replace
from datetime import date

import pytest

from clients.payslips.employment import Employment, find_employment
from clients.payslips.payday import find_next_payday, find_payday, list_paid_months
from clients.payslips.payslip import Payslip, build_payslip

NURSE = find_employment("sub-of-gunilla", "gunhol001")
YEAR = [build_payslip(NURSE, 2026, month) for month in range(1, 13)]


def test_the_same_person_and_month_always_give_the_same_payslip() -> None:
    assert build_payslip(NURSE, 2026, 3) == build_payslip(
        find_employment("sub-of-gunilla", "gunhol001"), 2026, 3
    )


def test_two_people_with_the_same_job_do_not_have_the_same_year() -> None:
    other = replace(NURSE, seed="somebody else")
    assert [build_payslip(other, 2026, month) for month in range(1, 13)] != YEAR


@pytest.mark.parametrize("slip", YEAR, ids=lambda slip: f"{slip.month:%B}")
def test_the_net_is_the_lines_less_a_tax_in_whole_kronor(slip: Payslip) -> None:
    assert slip.net_ore == sum(line.amount_ore for line in slip.lines) - slip.tax_ore
    assert slip.tax_ore % 100 == 0
    assert 0 < slip.net_ore < slip.gross_ore


def test_unsocial_hours_are_paid_only_in_work_that_has_them() -> None:
    clerk = find_employment("sub-of-per", "perdah001")
    assert all(any(line.key == "unsocial" for line in slip.lines) for slip in YEAR)
    assert not any(line.key == "unsocial" for line in build_payslip(clerk, 2026, 3).lines)


def test_a_sick_month_takes_the_days_and_gives_eighty_per_cent_less_a_waiting_day() -> None:
    sick = next(slip for slip in YEAR if any(line.key == "sick" for line in slip.lines))
    amounts = {line.key: line.amount_ore for line in sick.lines}
    assert amounts["sick"] < 0 < amounts["sick_pay"]
    assert amounts["sick_pay"] == -amounts["sick"] * 80 // 100
    assert -amounts["sick_pay"] <= amounts["waiting"] < 0


def test_july_pays_fifteen_vacation_days_and_december_leaves_five() -> None:
    july = next(line for line in YEAR[6].lines if line.key == "vacation")
    assert (july.quantity, july.amount_ore) == (15, 3_120_000 * 605 * 15 // 100_000)
    assert [YEAR[month].vacation_days_left for month in (4, 5, 6, 11)] == [25, 23, 8, 5]


def test_a_person_nobody_knows_gets_an_invented_but_lasting_employment() -> None:
    stranger = find_employment("sub-of-nobody", "nobody001")
    assert stranger == find_employment("sub-of-nobody", "nobody001")
    assert 2_900_000 <= stranger.monthly_ore <= 4_090_000


def test_an_account_number_is_masked_to_its_last_four_digits() -> None:
    person: Employment = find_employment("sub-of-per", "perdah001")
    assert person.masked_account == f"•••• •••• {person.account[-4:]}"
    assert person.account.startswith("0123, ")


@pytest.mark.parametrize(("month", "day"), [(1, 27), (2, 27), (6, 26), (9, 25), (12, 25)])
def test_salaries_due_on_a_weekend_come_on_the_friday_before(month: int, day: int) -> None:
    assert find_payday(2026, month) == date(2026, month, day)


def test_a_month_is_listed_from_its_payday_on() -> None:
    assert list_paid_months(2026, date(2026, 11, 26)) == list(range(10, 0, -1))
    assert list_paid_months(2026, date(2026, 11, 27)) == list(range(11, 0, -1))
    assert list_paid_months(2027, date(2026, 11, 27)) == []


@pytest.mark.parametrize(
    ("today", "payday"),
    [
        (date(2026, 11, 26), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 12, 25)),
        (date(2026, 12, 25), date(2027, 1, 27)),
        (date(2026, 12, 31), date(2027, 1, 27)),
    ],
)
def test_the_next_payday_is_never_today(today: date, payday: date) -> None:
    assert find_next_payday(today) == payday
