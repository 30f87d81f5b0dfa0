"""`idp prune`: delete what has expired."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import click

from idp.admin.statistics.counting import CountingRound
from idp.audit.retention import Over, list_over
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.storage.audit import audit_trail
from idp.storage.empty_audit import empty_audit
from idp.storage.prune import prune
from idp.storage.prune_audit import prune_audit
from idp.storage.unit_of_work import Database


@click.command(name="prune")
@needs_config
def command(config: Config) -> None:
    """Delete what expired more than a day ago, and what is older than the audit trail is kept, a little at a time.

    Run it every night. Nothing depends on it but the size of the database: what has expired is
    refused whether it is deleted or not. `audit.keep_days` says how long the audit trail is kept, and
    `audit.shorter` which kinds of events lose their details before.
    """
    now = system_clock()
    with open_database(config) as database:
        trail = prune_audit(database, now - config.audit.keep, now)
        emptied = empty_kinds(database, config.audit.shorter.list_days(), now)
        pruned = {**prune(database.engine, now), audit_trail.name: trail}
    for table, rows in sorted(pruned.items()):
        if rows:
            click.echo(f"{table}: {rows}")
    click.echo(f"Deleted {sum(pruned.values())} rows.")
    for group, rows in emptied.items():
        click.echo(f"{group}: {rows} events of the audit trail lost their details.")


def empty_kinds(database: Database, days: Mapping[str, int], now: datetime) -> Mapping[str, int]:
    """Take the details off each kind of event whose time is over; return how many there were, of those with any.

    The statistics count first what they have not counted yet.
    """
    if not days:
        return {}
    CountingRound(database.begin, database.read).run(now)
    emptied: dict[str, int] = {}
    for over in list_over(days, now):
        with watch(over) as tell:
            rows = empty_audit(database, over, now, tell)
        if rows:
            emptied[over.group] = rows
    return emptied


@contextmanager
def watch(over: Over) -> Iterator[Callable[[int, int], None]]:
    """Yield what shows on a terminal how far it has come."""
    with click.progressbar(
        length=1, label=f"Emptying {over.group}", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as shown:

        def tell(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield tell
        shown.update((shown.length or 0) - shown.pos)
