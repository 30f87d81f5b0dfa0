"""What the dashboard shows: counts by day or month, and what text messages cost. Nothing of any single person."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.permissions import Permission
from idp.admin.statistics.periods import Periods, Span, build_periods
from idp.admin.statistics.series import Series, build_series
from idp.audit.daily import Counted, Measure
from idp.methods.sms.ledger import PeriodCost

BUSIEST: Final = 15
"""Applications that are shown."""

IN_TIME: Final = tuple(measure for measure in Measure if measure is not Measure.APPLICATIONS)
"""What is shown over time; applications are too many for it."""


class CountStore(Protocol):
    """Where the daily counts are read."""

    def list_counts(self, measure: Measure, first: str, last: str, *, by_month: bool) -> tuple[Counted, ...]:
        """Return the counts of the days from the first to the last, by day or by month, and by label."""
        ...

    def list_largest(self, measure: Measure, first: str, last: str, limit: int) -> tuple[Counted, ...]:
        """Return the labels with the largest sums from the first day to the last, the largest first."""
        ...


class CostStore(Protocol):
    """Where the cost of text messages is read."""

    def load_periods(self, periods: Sequence[str]) -> tuple[PeriodCost, ...]:
        """Return what was spent of days or months, in their order; nothing of those without a message."""
        ...


class StatisticsStores(Protocol):
    """A unit of work that reads the counts."""

    @property
    def daily_counts(self) -> CountStore: ...

    @property
    def sms_ledger(self) -> CostStore: ...


@dataclass(frozen=True, slots=True)
class Report:
    """The whole dashboard. `costs` are by month, twelve of them at most, whatever the periods are."""

    periods: Periods
    series: Mapping[Measure, tuple[Series, ...]]
    applications: tuple[Counted, ...]
    costs: tuple[PeriodCost, ...]


@dataclass(frozen=True, slots=True)
class StatisticsDesk:
    """Reads the counts."""

    read: Callable[[], AbstractContextManager[StatisticsStores]]

    def load(self, actor: Actor, span: Span, now: datetime) -> Report:
        """Return everything that is counted, over a span that ends now."""
        actor.check(Permission.STATISTICS_READ)
        periods = build_periods(span, now)
        with self.read() as stores:
            return Report(
                periods,
                {measure: read_series(stores, measure, periods) for measure in IN_TIME},
                stores.daily_counts.list_largest(Measure.APPLICATIONS, periods.first, periods.last, BUSIEST),
                read_costs(stores, now),
            )

    def load_measure(self, actor: Actor, measure: Measure, span: Span, now: datetime) -> tuple[Counted, ...]:
        """Return the counts of one measure, by period and label; nothing for periods without any."""
        actor.check(Permission.STATISTICS_READ)
        periods = build_periods(span, now)
        with self.read() as stores:
            return stores.daily_counts.list_counts(
                measure, periods.first, periods.last, by_month=periods.is_monthly
            )

    def load_costs(self, actor: Actor, now: datetime) -> tuple[PeriodCost, ...]:
        """Return what text messages cost in each of the last twelve months."""
        actor.check(Permission.STATISTICS_READ)
        with self.read() as stores:
            return read_costs(stores, now)


def read_series(stores: StatisticsStores, measure: Measure, periods: Periods) -> tuple[Series, ...]:
    """Return one measure over time."""
    counted = stores.daily_counts.list_counts(
        measure, periods.first, periods.last, by_month=periods.is_monthly
    )
    return build_series(counted, periods.names)


def read_costs(stores: StatisticsStores, now: datetime) -> tuple[PeriodCost, ...]:
    """Return the months' costs."""
    return stores.sms_ledger.load_periods(build_periods(Span.MONTHS, now).names)
