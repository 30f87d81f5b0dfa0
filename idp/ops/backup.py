"""`idp backup`: copy the database and the keys while the provider runs."""

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.config.values import SQLITE
from idp.ops.configured import needs_config
from idp.ops.stop import Stop
from idp.signing.enclosing import count_sealed

PRIVATE = 0o600


@click.command(name="backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@needs_config
def command(config: Config, folder: Path) -> None:
    """Copy the database and the keys into FOLDER, each to a file of its own with the time in its name.

    Store the two apart: together they are the whole provider. SQLite is copied whole and in one
    moment while the provider runs; for PostgreSQL the command to run is printed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = f"{system_clock():%Y%m%dT%H%M%SZ}"
    keys = folder / f"keys-{stamp}.tar"
    copy_keys(config.keys, keys)
    click.echo(f"Keys: {keys}")
    if count_sealed(config.keys).sealed:
        click.echo(
            "  They are encrypted: keep the key of [key_encryption] too, apart; without it they are lost."
        )
    copy = folder / f"idp-{stamp}.sqlite"
    if config.database.startswith(SQLITE):
        copy_sqlite(Path(config.database.removeprefix(SQLITE)), copy)
        click.echo(f"Database: {copy}")
    else:
        click.echo(
            f"Database: run pg_dump --format=custom --file={copy.with_suffix('.dump')} with its address"
        )


def copy_keys(keys: Path, archive: Path) -> None:
    """Pack the keys folder into a file that only its owner may read."""
    if not keys.is_dir():
        raise Stop(f"{keys}: no such folder; make it with: python -m idp keys create")
    archive.touch(mode=PRIVATE)
    with tarfile.open(archive, "w") as packed:
        packed.add(keys, arcname="keys")


def copy_sqlite(database: Path, copy: Path) -> None:
    """Copy an SQLite database in one consistent moment (its online backup interface)."""
    if not database.is_file():
        raise Stop(f"{database}: no such database; make it with: python -m idp database upgrade")
    copy.touch(mode=PRIVATE)
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
