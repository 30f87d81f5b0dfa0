"""`idp keys`: make, list and rotate the provider's key pairs."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

import click

from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop
from idp.signing.folder import BadKeysFolder, create_keys, load_keyring
from idp.signing.key import State
from idp.signing.keyring import Keyring
from idp.signing.private_file import LoosePermissions
from idp.signing.rotation import TooEarly, rotate_keys
from idp.storage.stores import Stores

P = ParamSpec("P")


def stops_on_bad_keys(command: Callable[P, None]) -> Callable[P, None]:
    """Stop with one line when the keys folder cannot be used."""

    @wraps(command)
    def careful(*args: P.args, **options: P.kwargs) -> None:
        try:
            command(*args, **options)
        except (BadKeysFolder, LoosePermissions) as problem:
            raise Stop(str(problem)) from None
        except PermissionError as problem:
            raise Stop(f"{problem.filename}: {problem.strerror}; run as the provider's own user") from None

    return careful


@click.group(name="keys")
def command() -> None:
    """Make, list and rotate the keys that sign, and those that open what was encrypted to the provider."""


@command.command()
@stops_on_bad_keys
@needs_config
def create(config: Config) -> None:
    """Make the keys folder; keys that exist are never overwritten."""
    try:
        keyring = create_keys(config.keys, SystemChance(), system_clock())
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
    show(load_keyring(config.keys), as_json=as_json)


@command.command()
@click.option(
    "--at-once", is_flag=True, help="Do not wait until the next keys have been published for a day."
)
@stops_on_bad_keys
@needs_config
def rotate(config: Config, at_once: bool) -> None:
    """Let the next keys sign, keep the old ones for verification, and make new next keys.

    A running provider notices by itself. --at-once is for a key that leaked: applications that
    have fetched the key set earlier fail until they fetch it again.
    """
    now = system_clock()
    try:
        with open_database(config) as database:
            keyring = rotate_keys(config.keys, now, at_once=at_once)
            with database.begin() as stores:
                record_rotation(stores, keyring, now)
    except TooEarly as wait:
        when = f"{wait.ready_at:%Y-%m-%d %H:%M} UTC"
        raise Stop(
            f"applications may not know the next keys yet; wait until {when}, or use --at-once"
        ) from None
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
