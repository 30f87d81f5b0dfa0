"""Hours are read as they are written, and nothing about them is assumed."""

import pytest

from idp.policy.hours import ALWAYS, Hours, Window
from idp.policy.reading.hours import HOURS_EXAMPLE, read_hours
from tests.unit.policy.reading.parts import read


def test_always_is_written_out() -> None:
    assert read('hours = "always"', read_hours) == (Hours(ALWAYS), [])
    assert read("", read_hours)[1] == [f"part has no 'hours'; write hours = {HOURS_EXAMPLE}"]


def test_days_are_named_alone_in_spans_or_daily() -> None:
    hours, faults = read('hours = { sat = "08.00-12.00", mon-tue = "06.00-24.00" }', read_hours)
    assert faults == []
    assert hours.windows == (Window(0, 360, 1440), Window(1, 360, 1440), Window(5, 480, 720))
    assert len(read('hours = { daily = "22.00-06.00" }', read_hours)[0].windows) == 7


def test_a_day_may_have_several_windows() -> None:
    hours, faults = read('hours = { mon = ["13.00-17.00", "08.00-12.00"] }', read_hours)
    assert (hours.windows, faults) == ((Window(0, 480, 720), Window(0, 780, 1020)), [])


@pytest.mark.parametrize(
    "written",
    ['"6-20"', '"06:00-20:00"', '"06.00-25.00"', '"06.00-24.01"', '"24.00-06.00"', '"06.60-20.00"', '"06.00-06.00"', "6", "[1]"],
)  # fmt: skip
def test_what_is_no_span_of_a_day_is_refused(written: str) -> None:
    _, faults = read(f'hours = {{ mon = {written}, tue = "06.00-20.00" }}', read_hours)
    assert len(faults) == 1
    assert faults[0].startswith("part.hours.mon holds ")
    assert faults[0].endswith('which is no span of a day; write it as "06.00-20.00", midnight as 24.00')


@pytest.mark.parametrize("days", ["monday", "fri-mon", "mon-", '"mon,tue"', "mon-fri-sun"])
def test_what_names_no_days_of_the_week_is_refused(days: str) -> None:
    faults = read(f'hours = {{ {days} = "06.00-20.00", tue = "06.00-20.00" }}', read_hours)[1]
    assert len(faults) == 1
    assert "names no days of the week; write daily, mon, or mon-fri, the earlier day first" in faults[0]


@pytest.mark.parametrize(
    "written",
    [
        '{ daily = "06.00-20.00", sat = "08.00-12.00" }',
        '{ mon = "22.00-06.00", tue = "05.00-12.00" }',
        '{ sun = "22.00-06.00", mon = "05.00-12.00" }',
        '{ mon = ["08.00-12.00", "11.00-13.00"] }',
    ],
)
def test_windows_that_overlap_are_refused(written: str) -> None:
    faults = read(f"hours = {written}", read_hours)[1]
    assert len(faults) == 1
    assert "part.hours has windows that overlap on " in faults[0]


def test_windows_that_only_meet_are_let_be() -> None:
    assert (
        read('hours = { mon = "22.00-06.00", tue = "06.00-12.00", sun = "20.00-24.00" }', read_hours)[1] == []
    )


def test_hours_of_another_kind_are_refused() -> None:
    for written in ('"never"', "true", "[]"):
        assert read(f"hours = {written}", read_hours)[1] == [
            f"part.hours is not a table; write hours = {HOURS_EXAMPLE}"
        ]


@pytest.mark.parametrize(
    "toml",
    ["hours = {}", 'hours = "always"\nclosed = [{ days_of_month = "1..31" }]', 'hours = { mon = "06.00-20.00" }\nclosed = [{ yearly = "01-01..12-31" }]'],
)  # fmt: skip
def test_hours_that_never_come_are_refused(toml: str) -> None:
    assert read(toml, read_hours)[1] == [
        "part.hours never open the service; leave a window, or remove the service"
    ]


def test_a_long_closure_by_date_is_no_fault() -> None:
    assert read('hours = "always"\nclosed = [{ dates = "2026-01-01..2030-12-31" }]', read_hours)[1] == []
