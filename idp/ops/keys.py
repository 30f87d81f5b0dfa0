"""`idp keys`: make, list and rotate the provider's key pairs."""

from datetime import datetime, timedelta

import click

from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.bad_keys import stops_on_bad_keys
from idp.ops.configured import needs_config
from idp.ops.keys_at_rest import encrypt, rekey
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop
from idp.signing.envelope import Envelope
from idp.signing.folder import create_keys, load_keyring
from idp.signing.key import State
from idp.signing.keyring import Keyring
from idp.signing.rotation import TooEarly, is_due, revoke_key, rotate_keys
from idp.storage.stores import Stores


@click.group(name="keys")
def command() -> None:
    """Make, list and rotate the keys that sign, and those that open what was encrypted to the provider."""


@command.command()
@stops_on_bad_keys
@needs_config
def create(config: Config) -> None:
    """Make the keys folder; keys that exist are never overwritten."""
    try:
        keyring = create_keys(config.keys, SystemChance(), system_clock(), Envelope(config.key_encryption))
    except FileExistsError:
        raise Stop(
            f"{config.keys} holds keys already; to replace them run: python -m idp keys rotate"
        ) from None
    click.echo(f"Made {len(keyring.keys)} key pairs and the symmetric keys in {config.keys}.")
    click.echo("Back the folder up, apart from the database: python -m idp backup --help")


@command.command(name="list")
@json_option
@stops_on_bad_keys
@needs_config
def list_command(config: Config, as_json: bool) -> None:
    """Show every key pair and its state."""
    show(load_keyring(config.keys, Envelope(config.key_encryption)), as_json=as_json)


@command.command()
@click.option(
    "--at-once", is_flag=True, help="Do not wait until the next keys have been published for a day."
)
@click.option(
    "--if-older-than",
    "days",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="Do nothing before the keys in use are so old; for a timer.",
)
@stops_on_bad_keys
@needs_config
def rotate(config: Config, at_once: bool, days: int | None) -> None:
    """Let the next keys sign, keep the old ones for verification, and make new next keys.

    A running provider notices by itself. With --at-once, applications that have fetched the key
    set earlier fail until they fetch it again. For a key that leaked, see `keys revoke`.

    A timer that runs this every week rotates twice a year:

        python -m idp keys rotate --if-older-than 180
    """
    now = system_clock()
    if days is not None and not is_due(
        load_keyring(config.keys, Envelope(config.key_encryption)), now, timedelta(days=days)
    ):
        click.echo(f"No key in use is {days} days old; nothing to do.")
        return
    try:
        with open_database(config) as database:
            keyring = rotate_keys(config.keys, now, Envelope(config.key_encryption), at_once=at_once)
            with database.begin() as stores:
                record_rotation(stores, keyring, now)
    except TooEarly as wait:
        when = f"{wait.ready_at:%Y-%m-%d %H:%M} UTC"
        raise Stop(
            f"applications may not know the next keys yet; wait until {when}, or use --at-once"
        ) from None
    show(keyring, as_json=False)


@command.command(name="revoke")
@click.argument("kid")
@click.option("--yes", is_flag=True, help="Do not ask.")
@stops_on_bad_keys
@needs_config
def revoke_command(config: Config, kid: str, yes: bool) -> None:
    """Take a key that leaked out at once; KID is its name in `keys list`.

    Nothing it signed is believed from now on, and its public half is no longer published. The
    next key takes its place. A running provider notices by itself; applications that hold the
    old key set fail until they fetch it again, and go on believing the leaked key until then.
    """
    if load_keyring(config.keys, Envelope(config.key_encryption)).find(kid) is None:
        raise Stop(f"{kid}: no such key; see: python -m idp keys list")
    if not yes:
        click.confirm(
            f"Revoke {kid}? What it signed is worthless at once, and this cannot be undone.", abort=True
        )
    now = system_clock()
    with open_database(config) as database:
        keyring = revoke_key(config.keys, kid, now, Envelope(config.key_encryption))
        with database.begin() as stores:
            stores.audit.record(Event(Tag.KEY_REVOKED, now, details={"kid": kid}))
            record_rotation(stores, keyring, now)
    show(keyring, as_json=False)


def record_rotation(stores: Stores, keyring: Keyring, now: datetime) -> None:
    """Write into the trail which keys this rotation made and retired."""
    tags = {State.NEXT: Tag.KEY_MADE, State.RETIRED: Tag.KEY_RETIRED}
    for key in keyring.keys:
        if key.since == now and key.state in tags:
            stores.audit.record(Event(tags[key.state], now, details={"kid": key.kid}))


def show(keyring: Keyring, *, as_json: bool) -> None:
    """Print the keys."""
    rows = [(key.kid, key.alg, key.state.value, f"{key.since:%Y-%m-%d %H:%M}") for key in keyring.keys]
    heads = ("kid", "alg", "state", "since")
    if as_json:
        print_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        print_table(heads, rows)


for further in (encrypt, rekey):
    command.add_command(further)
