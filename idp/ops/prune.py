"""`idp prune`: delete what has expired."""

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.storage.prune import prune


@click.command(name="prune")
@needs_config
def command(config: Config) -> None:
    """Delete what expired more than a day ago, a little at a time.

    Run it every night. Nothing depends on it but the size of the database: what has expired is
    refused whether it is deleted or not. The audit trail is never pruned.
    """
    with open_database(config) as database:
        pruned = prune(database.engine, system_clock())
    for table, rows in sorted(pruned.items()):
        if rows:
            click.echo(f"{table}: {rows}")
    click.echo(f"Deleted {sum(pruned.values())} rows.")
