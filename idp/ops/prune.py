"""`idp prune`: delete what has expired."""

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.storage.audit import audit_trail
from idp.storage.prune import prune
from idp.storage.prune_audit import prune_audit


@click.command(name="prune")
@needs_config
def command(config: Config) -> None:
    """Delete what expired more than a day ago, and what is older than the audit trail is kept, a little at a time.

    Run it every night. Nothing depends on it but the size of the database: what has expired is
    refused whether it is deleted or not. `audit.keep_days` says how long the audit trail is kept.
    """
    now = system_clock()
    with open_database(config) as database:
        trail = prune_audit(database, now - config.audit.keep, now)
        pruned = {**prune(database.engine, now), audit_trail.name: trail}
    for table, rows in sorted(pruned.items()):
        if rows:
            click.echo(f"{table}: {rows}")
    click.echo(f"Deleted {sum(pruned.values())} rows.")
