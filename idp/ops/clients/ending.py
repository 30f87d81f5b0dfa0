"""`idp clients pause`, `resume`, `rotate-secret`, `end-old-secret`, `remove` and `recipes`."""

import click

from idp.admin.clients.desk import NoSecret
from idp.admin.clients.recipes import list_recipes
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.clients.desk import open_desk
from idp.ops.clients.refusals import stops_on_refusal
from idp.ops.clients.showing import show_registered
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_json
from idp.ops.stop import Stop

client_argument = click.argument("client_id")


@click.command(name="rotate-secret")
@client_argument
@json_option
@stops_on_refusal
@needs_config
def rotate_secret(config: Config, client_id: str, as_json: bool) -> None:
    """Give a new secret; the old one works for another week, or until it expires.

    Run again within ten minutes, as when the secret was lost, it replaces the new one and leaves the old one as it was.
    """
    with open_desk(config) as desk:
        try:
            registered = desk.rotate_secret(read_operator(), client_id, system_clock())
        except NoSecret:
            raise Stop(f"{client_id} proves itself without a secret; see: clients show {client_id}") from None
    show_registered(registered, as_json=as_json)


@click.command(name="end-old-secret")
@client_argument
@click.confirmation_option(prompt="Servers that still use it let nobody in. End it?")
@stops_on_refusal
@needs_config
def end_old_secret(config: Config, client_id: str) -> None:
    """End the secret that was replaced now, before its time is over."""
    with open_desk(config) as desk:
        desk.end_old_secrets(read_operator(), client_id, system_clock())
    click.echo(f"The newest secret of {client_id} is the only one that works.")


@click.command()
@client_argument
@click.confirmation_option(prompt="Nobody gets in and every grant ends at once. Pause it?")
@stops_on_refusal
@needs_config
def pause(config: Config, client_id: str) -> None:
    """Let nobody in to an application until it is resumed; what it holds ends at once."""
    with open_desk(config) as desk:
        desk.pause(read_operator(), client_id, system_clock())
    click.echo(f"Paused {client_id}.")


@click.command()
@client_argument
@stops_on_refusal
@needs_config
def resume(config: Config, client_id: str) -> None:
    """Let people in to a paused application again; they sign in anew."""
    with open_desk(config) as desk:
        desk.resume(read_operator(), client_id, system_clock())
    click.echo(f"Resumed {client_id}.")


@click.command()
@client_argument
@click.confirmation_option(prompt="Everybody is signed out of it at once. Remove it?")
@stops_on_refusal
@needs_config
def remove(config: Config, client_id: str) -> None:
    """Forget an application and end every grant it holds."""
    with open_desk(config) as desk:
        desk.remove(read_operator(), client_id, system_clock())
    click.echo(f"Removed {client_id}.")


@click.command()
@client_argument
@json_option
@stops_on_refusal
@needs_config
def recipes(config: Config, client_id: str, as_json: bool) -> None:
    """Write configuration to paste into the application; a placeholder stands for its secret."""
    with open_desk(config) as desk:
        client = desk.show(read_operator(), client_id)
    written = list_recipes(config.issuer, client)
    if as_json:
        print_json([{"name": one.name, "file": one.file, "text": one.text} for one in written])
        return
    for one in written:
        click.echo(f"=== {one.name}: {one.file}\n{one.text}")
