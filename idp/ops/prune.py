"""`idp prune`: delete what has expired."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Final

import click

from idp.admin.statistics.counting import CountingRound
from idp.audit.retention import list_over
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.progress import Tell, show_progress
from idp.ops.stop import Stop
from idp.storage.prune import prune
from idp.storage.trail.audit import audit_trail
from idp.storage.trail.emptying import empty_audit
from idp.storage.trail.pruning import prune_audit
from idp.storage.trail.vouching import find_leap
from idp.storage.unit_of_work import Database

PAUSE_SECONDS: Final = 0.05
"""Between two steps: about as long as one takes, so that whoever waits for SQLite's one lock has it at the next tries."""


@click.command(name="prune")
@click.option("--clock-is-right", is_flag=True, help="Delete although the trail was silent for a month.")
@needs_config
def command(config: Config, clock_is_right: bool) -> None:
    """Delete what expired more than a day ago, and what is older than the audit trail is kept, a little at a time.

    Run it every night. Nothing depends on it but the size of the database: what has expired is
    refused whether it is deleted or not. `audit.keep_days` says how long the audit trail is kept, and
    `audit.shorter` which kinds of events lose their details before. Where the clock seems to have leapt, nothing is
    deleted.
    """
    now = system_clock()
    with open_database(config) as database:
        if not clock_is_right:
            check_clock(database, now)
        with watch("Deleting from the audit trail") as tell:
            trail = prune_audit(database, now - config.audit.keep, now, tell)
        emptied = empty_kinds(database, config.audit.shorter.list_days(), now)
        pruned = {**prune(database.engine, now, let_in), audit_trail.name: trail}
    for table, rows in sorted(pruned.items()):
        if rows:
            click.echo(f"{table}: {rows}")
    click.echo(f"Deleted {sum(pruned.values())} rows.")
    for group, rows in emptied.items():
        click.echo(f"{group}: {rows} events of the audit trail lost their details.")


def check_clock(database: Database, now: datetime) -> None:
    """Stop where the trail does not vouch for the clock: one that is years ahead would make everything too old."""
    if (last := find_leap(database.engine, now)) is not None:
        raise Stop(
            f"Nothing was deleted: the clock says {now:%Y-%m-%d}, and before the last week nothing was recorded"
            f" after {last:%Y-%m-%d}. Set the clock right. If it is, run this once with --clock-is-right."
        )


def empty_kinds(database: Database, days: Mapping[str, int], now: datetime) -> Mapping[str, int]:
    """Take the details off each kind of event whose time is over; return how many there were, of those with any.

    The statistics count first what they have not counted yet.
    """
    if not days:
        return {}
    CountingRound(database.begin, database.read).run(now)
    emptied: dict[str, int] = {}
    for over in list_over(days, now):
        with watch(f"Emptying {over.group}") as tell:
            rows = empty_audit(database, over, now, tell)
        if rows:
            emptied[over.group] = rows
    return emptied


@contextmanager
def watch(label: str) -> Iterator[Tell]:
    """Yield what shows how far it has come, and lets in whoever waits."""
    with show_progress(label) as show:

        def tell(done: int, total: int) -> None:
            show(done, total)
            let_in(done)

        yield tell


def let_in(_rows: int) -> None:
    """Leave the database to others for a moment."""
    time.sleep(PAUSE_SECONDS)
