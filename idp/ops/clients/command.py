"""`idp clients`: connect applications."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from idp.clock import system_clock
from idp.config.settings import Config
from idp.oidc.clients.client import AUTH_METHODS
from idp.ops.acting import read_operator
from idp.ops.clients.as_code import apply_clients, export_clients
from idp.ops.clients.desk import build_desk, open_desk
from idp.ops.clients.ending import end_old_secret, pause, recipes, remove, resume, rotate_secret
from idp.ops.clients.invitations import invite, list_invitations, withdraw
from idp.ops.clients.options import client_options, several
from idp.ops.clients.records import build_wanted, read_changes
from idp.ops.clients.refusals import stops_on_refusal
from idp.ops.clients.showing import show_client, show_clients, show_registered
from idp.ops.clients.trial import test
from idp.ops.configured import needs_config
from idp.ops.directories import find_owners
from idp.ops.opened import open_database
from idp.ops.output import json_option

jwks_option = click.option(
    "--jwks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its public keys."
)
service_option = click.option(
    "--service", metavar="ID", help="The policy's service it belongs to; else the default one."
)
claim_option = click.option(
    "--claim", "claims", multiple=True, metavar="NAME", help="A claim it may ask for by name."
)
machine_option = click.option(
    "--machine", is_flag=True, help="Let it get tokens as itself; without a redirect URI, in no other way."
)
purpose_option = click.option(
    "--purpose", multiple=True, metavar="sv=TEXT", help="What it uses people's data for."
)
basis_option = click.option(
    "--legal-basis", multiple=True, metavar="sv=TEXT", help="The legal ground for that."
)
owner_option = click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="REALM/USERNAME",
    help="Who may change it in the console: all of them.",
)


@click.group(name="clients")
def command() -> None:
    """Connect applications, and invite those that register themselves; see docs/integrating.md."""


@command.command()
@click.option("--name", required=True, help="What people read when the application sends them here.")
@click.option("--redirect-uri", "redirect_uris", **several, help="Where answers go, exactly.")
@service_option
@click.option(
    "--auth-method", type=click.Choice(AUTH_METHODS), default="client_secret_basic", show_default=True
)
@jwks_option
@click.option("--scope", "scopes", multiple=True, default=("openid", "profile"), show_default=True)
@claim_option
@click.option("--refresh", is_flag=True, help="Give it refresh tokens.")
@machine_option
@purpose_option
@basis_option
@owner_option
@client_options
@json_option
@stops_on_refusal
@needs_config
def add(config: Config, /, as_json: bool, owners: tuple[str, ...], **written: Any) -> None:
    """Register an application; its secret is shown this once."""
    wanted = build_wanted(config, system_clock(), **written)
    with open_database(config) as database:
        wanted = replace(wanted, owners=find_owners(config, database, owners))
        registered = build_desk(config, database).register(read_operator(), wanted, system_clock())
    show_registered(registered, as_json=as_json)


@command.command(name="list")
@json_option
@needs_config
def list_command(config: Config, as_json: bool) -> None:
    """Show every application, oldest first."""
    with open_database(config) as database, database.read() as stores:
        clients = stores.clients.list()
    show_clients(clients, system_clock(), as_json=as_json)


@command.command()
@click.argument("client_id")
@click.option("--name", help="What people read when the application sends them here.")
@click.option("--redirect-uri", "redirect_uris", **several, help="Where answers go, exactly: all of them.")
@service_option
@click.option("--auth-method", type=click.Choice(AUTH_METHODS), help="How it proves itself from now on.")
@jwks_option
@click.option("--scope", "scopes", multiple=True, help="The scopes it may have: all of them.")
@claim_option
@click.option("--refresh/--without-refresh", help="Give it refresh tokens, or none.")
@click.option("--machine/--no-machine", help="Let it get tokens as itself, or not.")
@purpose_option
@basis_option
@owner_option
@client_options
@json_option
@stops_on_refusal
@needs_config
def change(config: Config, /, client_id: str, as_json: bool, **written: Any) -> None:
    """Change what is registered of an application; what is not given stays, a list is given whole.

    A new secret is shown when it needs one that it did not have.
    """
    given = {name: value for name, value in written.items() if is_given(name)}
    operator = read_operator()
    with open_database(config) as database:
        desk = build_desk(config, database)
        known = desk.show(operator, client_id)
        if "owners" in given:
            given["owners"] = find_owners(config, database, given["owners"])
        changed = desk.change(operator, replace(known, **read_changes(known, given)), system_clock())
    if changed.secret is not None or as_json:
        show_registered(changed, as_json=as_json)
    else:
        click.echo(f"Changed {client_id}.")


def is_given(name: str) -> bool:
    """Say whether the option stands on the command line."""
    return click.get_current_context().get_parameter_source(name) is ParameterSource.COMMANDLINE


@command.command()
@click.argument("client_id")
@json_option
@stops_on_refusal
@needs_config
def show(config: Config, client_id: str, as_json: bool) -> None:
    """Show what is registered of one application."""
    with open_desk(config) as desk:
        client = desk.show(read_operator(), client_id)
    show_client(client, system_clock(), as_json=as_json)


for further in (
    rotate_secret,
    end_old_secret,
    pause,
    resume,
    remove,
    recipes,
    test,
    invite,
    list_invitations,
    withdraw,
    export_clients,
    apply_clients,
):
    command.add_command(further)
