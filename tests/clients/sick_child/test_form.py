"""What may be reported, and what the form says about the rest."""

from datetime import date, timedelta

import pytest

from clients.sick_child.form import Faults, read_form
from clients.sick_child.report import Child, NewReport

TODAY = date(2026, 11, 23)
ALVA = Child(7, "Alva", 2019)
GOOD = {"child": "7", "first_day": "2026-11-23", "last_day": "", "extent": "100", "note": ""}


def faults(**change: str) -> dict[str, str]:
    read = read_form({**GOOD, **change}, [ALVA], TODAY)
    assert isinstance(read, Faults)
    return {name: key for name, (key, _) in read.by_field.items()}


def read(**change: str) -> NewReport:
    report = read_form({**GOOD, **change}, [ALVA], TODAY)
    assert isinstance(report, NewReport), report
    return report


def test_a_day_with_a_child_from_before_needs_nothing_more() -> None:
    assert read() == NewReport(7, "Alva", 2019, TODAY, TODAY, 100, "")


def test_another_child_is_told_by_name_and_year() -> None:
    report = read(child="new", name="  Bo   E ", birth_year=" 2021 ")
    assert (report.child_id, report.child_name, report.birth_year) == (None, "Bo E", 2021)


def test_several_days_are_the_first_the_last_and_those_between() -> None:
    report = read(first_day="2026-11-19", last_day="2026-11-21")
    assert report.days == [date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21)]


@pytest.mark.parametrize(("ahead", "is_allowed"), [(-61, False), (-60, True), (1, True), (2, False)])
def test_days_lie_at_most_sixty_back_and_one_ahead(ahead: int, is_allowed: bool) -> None:
    day = (TODAY + timedelta(days=ahead)).isoformat()
    assert isinstance(read_form({**GOOD, "first_day": day}, [ALVA], TODAY), NewReport) is is_allowed


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"child": ""}, {"child": "missing"}),
        ({"child": "8"}, {"child": "missing"}),
        ({"child": "new", "name": "", "birth_year": "2020"}, {"name": "missing"}),
        ({"child": "new", "name": "x" * 41, "birth_year": "2020"}, {"name": "long"}),
        ({"child": "new", "name": "x\x00", "birth_year": "2020"}, {"name": "long"}),
        ({"child": "new", "name": "B", "birth_year": ""}, {"birth_year": "range"}),
        ({"child": "new", "name": "B", "birth_year": "2009"}, {"birth_year": "range"}),
        ({"child": "new", "name": "B", "birth_year": "2027"}, {"birth_year": "range"}),
        ({"child": "new", "name": "B", "birth_year": "²⁰²⁰"}, {"birth_year": "range"}),
        ({"first_day": ""}, {"first_day": "unread"}),
        ({"first_day": "23/11"}, {"first_day": "unread"}),
        ({"first_day": "2026-02-30"}, {"first_day": "unread"}),
        ({"first_day": "2026-09-23"}, {"first_day": "early"}),
        ({"first_day": "2026-11-25"}, {"first_day": "late"}),
        ({"last_day": "soon"}, {"last_day": "unread"}),
        ({"last_day": "2026-11-22"}, {"last_day": "order"}),
        ({"last_day": "2026-11-25"}, {"last_day": "late"}),
        ({"first_day": "2026-11-09", "last_day": "2026-11-23"}, {"last_day": "span"}),
        ({"extent": ""}, {"extent": "missing"}),
        ({"extent": "33"}, {"extent": "missing"}),
        ({"note": "x" * 301}, {"note": "long"}),
    ],
    ids=str,
)
def test_each_fault_stands_at_its_field(change: dict[str, str], fault: dict[str, str]) -> None:
    assert faults(**change) == fault


def test_fourteen_days_are_one_report() -> None:
    assert len(read(first_day="2026-11-10", last_day="2026-11-23").days) == 14


def test_every_fault_is_told_at_once_in_the_order_of_the_form() -> None:
    assert list(faults(child="", first_day="", extent="", note="x" * 301)) == [
        "child",
        "first_day",
        "extent",
        "note",
    ]
