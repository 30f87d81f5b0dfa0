"""`idp database`: create or upgrade the tables."""

import click

from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_engine
from idp.ops.stop import Stop
from idp.storage.migrations.upgrade import upgrade as upgrade_tables
from idp.storage.schema import WrongSchema, check_schema, find_version, newest_version


@click.group(name="database")
def command() -> None:
    """Create or upgrade the tables."""


@command.command()
@needs_config
def upgrade(config: Config) -> None:
    """Bring the tables to the version this program needs; an empty database gets all of them.

    Everything happens in one transaction: when it fails, nothing has changed. Stops when the tables have the version and are
    not those of this program.
    """
    with open_engine(config) as engine:
        before = find_version(engine)
        upgrade_tables(engine)
        try:
            check_schema(engine)
        except WrongSchema as problem:
            raise Stop(str(problem)) from None
    after = newest_version()
    click.echo(f"The tables have version {after}{' already' if before == after else ''}.")
