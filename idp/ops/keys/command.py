"""`idp keys`: make, list, rotate and revoke the provider's key pairs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta

import click

from idp.admin.keys.desk import KeysDesk, NoSuchKey, Reason, Turned, Unneeded, Waiting
from idp.admin.keys.line import KeyLine, build_lines
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.keys.at_rest import encrypt, rekey
from idp.ops.keys.faults import stops_on_bad_keys
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop
from idp.signing.envelope import open_envelope
from idp.signing.folder import create_keys, load_keyring


@click.group(name="keys")
def command() -> None:
    """Make, list and rotate the keys that sign, and those that open what was encrypted to the provider."""


@command.command()
@stops_on_bad_keys
@needs_config
def create(config: Config) -> None:
    """Make the keys folder; keys that exist are never overwritten."""
    try:
        keyring = create_keys(config.keys, SystemChance(), system_clock(), open_envelope(config))
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
    """Show every key pair, its state and what comes then."""
    keyring = load_keyring(config.keys, open_envelope(config))
    show(build_lines(keyring, config.key_rotation.after), as_json=as_json)


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

    The provider does it by itself where key_rotation.days says how often; so does a timer that runs this every week:

        python -m idp keys rotate --if-older-than 180
    """
    oldest = timedelta(days=days) if days else None
    with open_desk(config) as desk:
        turned = desk.rotate(read_operator(), system_clock(), at_once=at_once, oldest=oldest)
    match turned:
        case Turned(lines):
            show(lines, as_json=False)
        case Unneeded():
            click.echo(f"No key in use is {days} days old; nothing to do.")
        case Waiting(ready_at):
            raise Stop(
                f"applications may not know the next keys yet; wait until {ready_at:%Y-%m-%d %H:%M} UTC, "
                "or use --at-once"
            )


@command.command(name="revoke")
@click.argument("kid")
@click.option(
    "--reason",
    type=click.Choice([reason.value for reason in Reason]),
    default=Reason.LEAKED.value,
    show_default=True,
    help="What the trail says.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@stops_on_bad_keys
@needs_config
def revoke_command(config: Config, kid: str, reason: str, yes: bool) -> None:
    """Take a key that leaked out at once; KID is its name in `keys list`.

    Nothing it signed is believed from now on, and its public half is no longer published. The
    next key takes its place. A running provider notices by itself; applications that hold the
    old key set fail until they fetch it again, and go on believing the leaked key until then.
    """
    missing = Stop(f"{kid}: no such key; see: python -m idp keys list")
    if load_keyring(config.keys, open_envelope(config)).find(kid) is None:
        raise missing
    if not yes:
        click.confirm(
            f"Revoke {kid}? What it signed is worthless at once, and this cannot be undone.", abort=True
        )
    with open_desk(config) as desk:
        turned = desk.revoke(read_operator(), kid, Reason(reason), system_clock())
    match turned:
        case Turned(lines):
            show(lines, as_json=False)
        case NoSuchKey():
            raise missing


@contextmanager
def open_desk(config: Config) -> Iterator[KeysDesk]:
    """Yield the desk that moves keys; stop when the database that records it cannot be used."""
    with open_database(config) as database:
        envelope = open_envelope(config)
        yield KeysDesk(config.keys, envelope, database.begin, config.key_rotation.after)


def show(lines: Sequence[KeyLine], *, as_json: bool) -> None:
    """Print the keys."""
    if as_json:
        print_json([asdict(line) for line in lines])
        return
    heads = ("kid", "alg", "state", "since", "then")
    print_table(
        heads,
        [(line.kid, line.alg, line.state.value, write_moment(line.since), say_then(line)) for line in lines],
    )


def say_then(line: KeyLine) -> str:
    """Return what comes next of a key; nothing for one that signs until somebody rotates it."""
    moments = {
        "may sign from": line.signs_from,
        "replaced from": line.rotates_at,
        "published until": line.leaves_at,
    }
    return ", ".join(f"{what} {write_moment(at)}" for what, at in moments.items() if at is not None)


def write_moment(moment: datetime) -> str:
    """Return a moment as people read it, in UTC."""
    return f"{moment:%Y-%m-%d %H:%M}"


for further in (encrypt, rekey):
    command.add_command(further)
