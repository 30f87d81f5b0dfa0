"""Where the columns, lines and words of a chart stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idp.admin.statistics.chart import FLOOR, LEFT, RIGHT, TOP, WIDTH, build_chart, find_top

NAMES = tuple(f"2026-11-{day:02}" for day in range(1, 31))


def test_the_tallest_column_reaches_its_number() -> None:
    chart = build_chart([0, 5, 10], ["2026-01", "2026-02", "2026-03"])
    assert [column.title for column in chart.columns] == ["2026-02: 5", "2026-03: 10"]
    half, whole = chart.columns
    assert (whole.y, whole.y + whole.height) == (TOP, FLOOR)
    assert half.height == whole.height / 2
    assert [(line.number, line.y) for line in chart.lines] == [(5, half.y), (10, whole.y)]


def test_charts_with_one_largest_number_share_a_scale() -> None:
    small = build_chart([5], ["2026-01"], largest=50)
    assert [line.number for line in small.lines] == [25, 50]


def test_nothing_draws_no_column() -> None:
    chart = build_chart([0] * 30, NAMES)
    assert chart.columns == ()
    assert [line.number for line in chart.lines] == [1]


def test_days_are_named_without_their_year_and_months_with_it() -> None:
    assert [word.text for word in build_chart([1] * 30, NAMES).words] == ["11-01", "11-11", "11-20", "11-30"]
    assert [word.text for word in build_chart([1], ["2026-11"]).words] == ["2026-11"]
    assert build_chart([], []).words == ()


@pytest.mark.parametrize(
    ("largest", "top"), [(0, 1), (1, 1), (3, 5), (5, 5), (6, 10), (11, 20), (101, 200), (200_001, 500_000)]
)
def test_the_scale_ends_with_a_round_number(largest: int, top: int) -> None:
    assert find_top(largest) == top


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=31))
def test_everything_stays_within_the_chart(values: list[int]) -> None:
    chart = build_chart(values, [f"2026-01-{place:02}" for place in range(len(values))])
    for column in chart.columns:
        assert column.x >= LEFT
        assert column.x + column.width <= WIDTH - RIGHT + 0.1
        assert TOP - 0.1 <= column.y < column.y + column.height <= FLOOR + 0.1
    assert all(LEFT <= word.x <= WIDTH - RIGHT for word in chart.words)
