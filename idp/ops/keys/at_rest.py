"""`idp keys encrypt` and `idp keys rekey`: what lies in the keys folder is encrypted with a key that lies elsewhere."""

import click

from idp.audit.events import Tag
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.keys.faults import stops_on_bad_keys
from idp.ops.opened import open_database
from idp.signing.enclosing import enclose
from idp.signing.envelope import open_envelope


@click.command()
@stops_on_bad_keys
@needs_config
def encrypt(config: Config) -> None:
    """Encrypt the keys folder where it lies, with the key that [key_encryption] names.

    A run that was interrupted is finished by the next. A provider that runs goes on; restart it with the same settings
    before the keys are rotated. What lay there in clear is still in older backups, and perhaps on the disk.
    """
    count = enclose(config.keys, open_envelope(config), may_be_clear=True)
    if not count:
        click.echo(f"Everything in {config.keys} is encrypted already.")
        return
    click.echo(f"Encrypted {count} files in {config.keys}.")
    click.echo(
        "Keep the key apart from every backup of the folder, and keep it twice: without it they are lost."
    )
    record(config, Tag.KEYS_ENCRYPTED, count)


@click.command()
@stops_on_bad_keys
@needs_config
def rekey(config: Config) -> None:
    """Encrypt with a new key what a previous one has encrypted.

    Name the new key as key_encryption.key_file and the old one as previous_key_file, restart the provider, run this,
    and take the old one out of the settings. Keep it for as long as the backups that it opens.
    """
    count = enclose(config.keys, open_envelope(config), may_be_clear=False)
    if not count:
        click.echo(f"Everything in {config.keys} is encrypted with this key already.")
        return
    click.echo(f"Encrypted {count} files anew in {config.keys}.")
    record(config, Tag.KEYS_REKEYED, count)


def record(config: Config, tag: Tag, count: int) -> None:
    """Write into the trail who did it; the stores' own keys open only afterwards."""
    with open_database(config) as database, database.begin() as stores:
        stores.audit.record(read_operator().describe(tag, system_clock(), details={"file_count": count}))
