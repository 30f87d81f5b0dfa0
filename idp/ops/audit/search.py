"""`idp audit search`: read the audit trail, the newest first."""

from typing import Any

import click

from idp.admin.audit.desk import Found
from idp.audit.chain import Row, is_emptied
from idp.audit.search import read_fields
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.audit.options import build_desk, build_wanted, filter_options
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table

MOST_ROWS = 1000
GONE = "(fields gone)"
HEADS = ("seq", "at (UTC)", "tag", "person", "client", "zone", "outcome")


@click.command()
@filter_options
@click.option("--limit", type=click.IntRange(1, MOST_ROWS), default=50, show_default=True, help="Rows shown.")
@click.option("--before", type=click.IntRange(1), metavar="SEQ", help="Go on below this row.")
@json_option
@needs_config
def search(
    config: Config, /, limit: int, before: int | None, as_json: bool, stated: str | None, **given: Any
) -> None:
    """Show what happened, the newest first; that somebody looked is recorded itself.

    Several options narrow the search together. A zone and who did it are looked for in a hundred thousand rows at a time.
    """
    with open_database(config) as database:
        wanted, desk = build_wanted(config, database, **given), build_desk(config, database)
        found = desk.search(
            read_operator(), wanted, system_clock(), limit=limit, before=before, stated=stated
        )
    if as_json:
        print_json({"rows": [describe(row) for row in found.rows], "more_before": found.older})
    else:
        show(found)


def describe(row: Row) -> dict[str, Any]:
    """Return a row as people's scripts read it."""
    own: dict[str, Any] = {"seq": row.seq, "at": row.at.isoformat(), "tag": row.tag}
    if is_emptied(row):
        return own | {"emptied": True}
    return own | read_fields(row) | own


def show(found: Found) -> None:
    """Print the rows, and how to go on."""
    print_table(HEADS, [build_cells(row) for row in found.rows])
    if found.older is not None:
        click.echo(f"There may be more; go on with --before {found.older}")


def build_cells(row: Row) -> tuple[str, ...]:
    """Return what a row shows on a line."""
    if is_emptied(row):
        return (str(row.seq), f"{row.at:%Y-%m-%d %H:%M:%S}", row.tag, GONE, "", "", "")
    fields = read_fields(row)
    told = [str(fields.get(name, "–")) for name in ("person_id", "client_id", "zone", "outcome")]
    return (str(row.seq), f"{row.at:%Y-%m-%d %H:%M:%S}", row.tag, *told)
