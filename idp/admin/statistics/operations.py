"""The operations of the REST API below `/statistics`."""

from typing import Final

from msgspec import Struct

from idp.admin.api.operation import Call, Listing, Operation
from idp.admin.api.problems import NotFound
from idp.admin.permissions import Permission
from idp.admin.statistics.desk import StatisticsDesk
from idp.admin.statistics.periods import Span
from idp.admin.statistics.tables import write_kronor
from idp.audit.daily import Measure

TAG: Final = "statistics"


class AskedStatistics(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far back: `30d` by day, or `12m` by month, in Sweden."""

    span: Span = Span.DAYS


class Count(Struct, frozen=True, kw_only=True):
    """How many there were of a label in a period."""

    period: str
    """A day such as `2026-11-30`, or a month such as `2026-11`."""
    label: str
    """A network, method, level, way, fault or application, by its name in the policy or its id."""
    count: int


class MonthsCost(Struct, frozen=True, kw_only=True):
    """What text messages cost in a month."""

    month: str
    kronor: str
    """As text, so that nothing is rounded on the way."""
    codes: int


def build_statistics_operations(desk: StatisticsDesk) -> tuple[Operation, ...]:
    """Return the operations."""

    def show(call: Call) -> Listing:
        measure = next((one for one in Measure if one.value == call.path["measure"]), None)
        if measure is None:
            raise NotFound(f"what is counted is one of {', '.join(Measure)}")
        asked: AskedStatistics = call.query
        counted = desk.load_measure(call.actor, measure, asked.span, call.now)
        return Listing(tuple(Count(period=one.period, label=one.label, count=one.count) for one in counted))

    def show_costs(call: Call) -> Listing:
        costs = desk.load_costs(call.actor, call.now)
        return Listing(
            tuple(
                MonthsCost(month=one.period, kronor=write_kronor(one.cost), codes=one.codes) for one in costs
            )
        )

    reads = (Permission.STATISTICS_READ,)
    return (
        Operation(
            name="showStatistics",
            method="GET",
            path="/statistics/{measure}",
            permissions=reads,
            summary=f"What was counted, by period and label: {', '.join(Measure)}.",
            act=show,
            tag=TAG,
            query=AskedStatistics,
            answer=Count,
            is_list=True,
        ),
        Operation(
            name="showSmsCosts",
            method="GET",
            path="/statistics/sms-costs",
            permissions=reads,
            summary="What text messages cost in each of the last twelve months.",
            act=show_costs,
            tag=TAG,
            answer=MonthsCost,
            is_list=True,
        ),
    )
