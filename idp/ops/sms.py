"""`idp sms`: what text messages cost."""

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.sms.calendar import is_month, month_of
from idp.methods.sms.ladder import ORE_IN_A_KRONA
from idp.methods.sms.ledger import MonthCost
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop

HEADS = ("GATEWAY", "MESSAGES", "PARTS", "KRONOR", "CODES", "USED")


@click.group(name="sms")
def command() -> None:
    """Say what text messages cost."""


@command.command()
@click.option("--month", metavar="YYYY-MM", help="Another month than this one.")
@json_option
@needs_config
def cost(config: Config, month: str | None, as_json: bool) -> None:
    """Print a month's text messages by gateway: how many, in how many parts, for how much, and how many codes were used.

    Months are Sweden's, and can be looked up for 400 days. Codes that were not sent cost nothing and are not counted.
    """
    now = system_clock()
    month = month or month_of(now)
    if not is_month(month):
        raise Stop("a month is a year and a number, as in 2026-11")
    with open_database(config) as database:
        with database.begin() as stores:
            stores.sms_ledger.settle(now)
        with database.begin() as stores:
            costs = stores.sms_ledger.load_month(month)
    budget = config.sms_budget.kronor_per_month
    if as_json:
        print_json({"month": month, "budget": budget, "gateways": [describe(one) for one in costs]})
        return
    print_table(HEADS, write_rows(costs))
    if costs and budget is not None:
        percent = sum(one.cost for one in costs) * 100 // (budget * ORE_IN_A_KRONA)
        click.echo(f"{percent} percent of the {budget} kronor for a month.")


def describe(one: MonthCost) -> dict[str, str | int]:
    """Return a gateway's month for scripts, the cost in kronor as text so that nothing is rounded."""
    return asdict(one) | {"cost": write_kronor(one.cost)}


def write_rows(costs: Sequence[MonthCost]) -> list[tuple[object, ...]]:
    """Return a line for each gateway, and their sum below when there are several."""
    rows = [write_row(one) for one in costs]
    if len(costs) < 2:
        return rows
    total = MonthCost(
        "together",
        sum(one.messages for one in costs),
        sum(one.parts for one in costs),
        sum((one.cost for one in costs), Decimal(0)),
        sum(one.codes for one in costs),
        sum(one.used for one in costs),
    )
    return [*rows, write_row(total)]


def write_row(one: MonthCost) -> tuple[object, ...]:
    """Return a gateway's month as the cells of a line."""
    share = f"{one.used * 100 // one.codes} %" if one.codes else "–"
    return one.gateway or "–", one.messages, one.parts, write_kronor(one.cost), one.codes, share


def write_kronor(ore: Decimal) -> str:
    """Return öre as kronor, to the hundredth of an öre where there are any."""
    kronor = ore / ORE_IN_A_KRONA
    return f"{kronor:.2f}" if ore == int(ore) else f"{kronor:.4f}"
