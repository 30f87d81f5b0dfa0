"""`idp statistics`: how many sign in, how, from where, what goes wrong and what text messages cost."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from idp.admin.statistics.counting import CountingRound
from idp.admin.statistics.desk import StatisticsDesk
from idp.admin.statistics.periods import Span
from idp.admin.statistics.tables import write_costs, write_counts, write_kronor
from idp.audit.daily import Counted, Measure
from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.sms.ledger import PeriodCost
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table

HEADS = ("PERIOD", "LABEL", "COUNT")
COST_HEADS = ("MONTH", "KRONOR", "CODES")
csv_option = click.option("--csv", "as_csv", is_flag=True, help="Print CSV for a spreadsheet.")


@click.group(name="statistics")
def command() -> None:
    """Show what is counted day by day. The numbers say nothing of any single person."""


@command.command()
@click.argument("measure", type=click.Choice([measure.value for measure in Measure]))
@click.option(
    "--span",
    type=click.Choice([span.value for span in Span]),
    default=Span.DAYS.value,
    show_default=True,
    help="Thirty days by day, or twelve months by month.",
)
@csv_option
@json_option
@needs_config
def show(config: Config, measure: str, span: str, as_csv: bool, as_json: bool) -> None:
    """Print one measure by period and label. What has come into the trail meanwhile is counted first."""
    now = system_clock()
    with open_database(config) as database:
        CountingRound(database.begin, database.read).run(now)
        desk = StatisticsDesk(database.read)
        counted = desk.load_measure(read_operator(), Measure(measure), Span(span), now)
    if as_json:
        print_json([asdict(one) for one in counted])
    elif as_csv:
        click.echo(write_counts(counted), nl=False)
    else:
        print_table(HEADS, write_rows(counted))


@command.command()
@csv_option
@json_option
@needs_config
def costs(config: Config, as_csv: bool, as_json: bool) -> None:
    """Print what text messages cost in each of the last twelve months; idp sms cost shows a month by gateway."""
    with open_database(config) as database:
        spent = StatisticsDesk(database.read).load_costs(read_operator(), system_clock())
    if as_json:
        print_json([asdict(one) | {"cost": write_kronor(one.cost)} for one in spent])
    elif as_csv:
        click.echo(write_costs(spent), nl=False)
    else:
        print_table(COST_HEADS, write_costs_rows(spent))


def write_rows(counted: Sequence[Counted]) -> list[tuple[object, ...]]:
    """Return a line for each count."""
    return [(one.period, one.label or "–", one.count) for one in counted]


def write_costs_rows(spent: Sequence[PeriodCost]) -> list[tuple[object, ...]]:
    """Return a line for each month."""
    return [(one.period, write_kronor(one.cost), one.codes) for one in spent]
