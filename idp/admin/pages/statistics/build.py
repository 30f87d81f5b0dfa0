"""The dashboard `/admin/statistics`, and its numbers as CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from babel.numbers import format_decimal
from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.labels import Labels
from idp.admin.pages.console_page import Caller, ConsolePage
from idp.admin.pages.statistics.figures import build_figure, build_parts
from idp.admin.permissions import Permission
from idp.admin.statistics.desk import Report, StatisticsDesk
from idp.admin.statistics.periods import Span, build_periods
from idp.admin.statistics.series import Series
from idp.admin.statistics.tables import write_costs, write_counts
from idp.audit.daily import FAILURES, Measure
from idp.i18n import Catalogue
from idp.methods.sms.ladder import ORE_IN_A_KRONA
from idp.policy.methods import METHODS

COSTS: Final = "sms-costs"
FAULTS: Final = frozenset(FAILURES.values())


def build_statistics_pages(
    desk: StatisticsDesk, labels: Labels, catalogues: Mapping[str, Catalogue]
) -> tuple[ConsolePage, ...]:
    """Return the pages."""
    pages = StatisticsPages(desk, labels, catalogues)
    read = (Permission.STATISTICS_READ,)
    return (
        ConsolePage(rule="/statistics", endpoint="statistics", permissions=read, act=pages.show),
        ConsolePage(
            rule="/statistics/<name>.csv", endpoint="statistics_file", permissions=read, act=pages.download
        ),
    )


@dataclass(frozen=True, slots=True)
class StatisticsPages:
    """The dashboard and its files. `span` in the address says how far back."""

    desk: StatisticsDesk
    labels: Labels
    catalogues: Mapping[str, Catalogue]

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show every chart and its table."""
        report = self.desk.load(caller.actor, read_span(), caller.visit.now)
        language = caller.visit.language
        applications = [(self.labels.client(one.label, language), one) for one in report.applications]
        return render_template(
            "admin/statistics/dashboard.html",
            span=report.periods.span,
            spans=tuple(Span),
            periods=report.periods,
            parts=build_parts(report, self._name_labels(caller.visit.language)),
            applications=applications,
            busiest=max((one.count for _, one in applications), default=0),
            costs=report.costs,
            cost=self._draw_costs(report, caller),
            kronor=partial(tell_kronor, language=caller.visit.language),
        )

    def download(self, caller: Caller, name: str) -> ResponseReturnValue:
        """Send the numbers of one part as a file."""
        span, now = read_span(), caller.visit.now
        measure = next((one for one in Measure if one.value == name), None)
        if measure is not None:
            text = write_counts(self.desk.load_measure(caller.actor, measure, span, now))
        elif name == COSTS:
            text = write_costs(self.desk.load_costs(caller.actor, now))
        else:
            abort(404)
        return Response(
            text,
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}-{span}.csv"'},
        )

    def _name_labels(self, language: str) -> Callable[[Measure, str], str]:
        """Return what a label is called; a name that is gone stays as it is."""
        t, labels = self.catalogues[language].text, self.labels

        def name(measure: Measure, label: str) -> str:
            match measure:
                case Measure.SIGN_INS:
                    return labels.zone(label, language)
                case Measure.LEVELS:
                    return labels.level(label, language)
                case Measure.APPLICATIONS:
                    return labels.client(label, language)
                case Measure.METHODS | Measure.CODES:
                    return t(f"console_statistics.method.{label}") if label in METHODS else label
                case Measure.FAILURES:
                    return t(f"console_statistics.failure.{label}") if label in FAULTS else label

        return name

    def _draw_costs(self, report: Report, caller: Caller) -> object:
        """Return the chart of what text messages cost by month, in whole kronor."""
        names = build_periods(Span.MONTHS, caller.visit.now).names
        spent = {one.period: round(one.cost / ORE_IN_A_KRONA) for one in report.costs}
        series = Series("", tuple(spent.get(name, 0) for name in names))
        return build_figure("", series, names, max(series.values))


def read_span() -> Span:
    """Return the span that the address asks for; thirty days when it asks for none that there is."""
    written = request.args.get("span", "")
    return next((one for one in Span if one.value == written), Span.DAYS)


def tell_kronor(ore: Decimal, language: str) -> str:
    """Return öre as kronor with two decimals, as the language writes numbers."""
    return format_decimal(ore / ORE_IN_A_KRONA, "#,##0.00", language)
