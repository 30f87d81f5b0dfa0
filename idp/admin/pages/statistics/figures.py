"""What the dashboard draws of a report: a part for each measure, with small charts on one scale and their table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from idp.admin.statistics.chart import Chart, build_chart
from idp.admin.statistics.desk import Report
from idp.admin.statistics.series import Series, add_up
from idp.audit.daily import Measure

MOST_CHARTS: Final = 6
"""Charts of one part; the rest of a long list is in its table alone."""

WITH_SUM: Final = frozenset({Measure.SIGN_INS, Measure.FAILURES, Measure.CODES})
"""What makes sense added up."""

NameLabel = Callable[[Measure, str], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One small chart: what it is of, the sum, the most in a period and when that was; empty when there is none."""

    name: str
    total: int
    most: int
    most_at: str
    chart: Chart
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One measure: its charts, and its series by name for the tables."""

    measure: Measure
    figures: tuple[Figure, ...]
    series: tuple[tuple[str, Series], ...]
    total: int


def build_parts(report: Report, name_label: NameLabel) -> tuple[Part, ...]:
    """Return a part for each measure that is shown over time."""
    return tuple(build_part(report, measure, name_label) for measure in report.series)


def build_part(report: Report, measure: Measure, name_label: NameLabel) -> Part:
    """Return one measure's part: the sum first where it makes sense, each chart with a scale of its own kind."""
    series, names = report.series[measure], report.periods.names
    total = add_up(series, names)
    largest = max((max(one.values) for one in series), default=0)
    figures = [
        build_figure(name_label(measure, one.label), one, names, largest) for one in series[:MOST_CHARTS]
    ]
    if measure in WITH_SUM and len(series) > 1:
        figures.insert(0, build_figure("", total, names, max(total.values), is_sum=True))
    return Part(
        measure,
        tuple(figures),
        tuple((name_label(measure, one.label), one) for one in series),
        total.total,
    )


def build_figure(
    name: str, series: Series, names: tuple[str, ...], largest: int, *, is_sum: bool = False
) -> Figure:
    """Return the chart of one series."""
    most = max(series.values, default=0)
    most_at = names[series.values.index(most)] if most else ""
    return Figure(name, series.total, most, most_at, build_chart(series.values, names, largest), is_sum)
