"""`idp clients`: connect applications."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.delivery.outgoing import build_fetcher
from idp.oidc import registration
from idp.oidc.clients import AUTH_METHODS, Client
from idp.oidc.outbound import Outbound
from idp.oidc.registration import Registered
from idp.oidc.sector import check_sector
from idp.ops.client_options import client_options, several
from idp.ops.client_records import build_wanted, describe
from idp.ops.clients_as_code import apply_clients, export_clients
from idp.ops.configured import needs_config
from idp.ops.invitations import invite, list_invitations, withdraw
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_fields, print_json, print_table
from idp.ops.registering import stops_on_refusal

KEEP_IT = "Keep the secret now: only its hash is stored, and nobody can show it again."


@click.group(name="clients")
def command() -> None:
    """Connect applications, and invite those that register themselves; see docs/integrating.md."""


@command.command()
@click.option("--name", required=True, help="What people read when the application sends them here.")
@click.option("--redirect-uri", "redirect_uris", **several, help="Where answers go, exactly.")
@click.option("--service", metavar="ID", help="The policy's service it belongs to; else the default one.")
@click.option(
    "--auth-method", type=click.Choice(AUTH_METHODS), default="client_secret_basic", show_default=True
)
@click.option("--jwks", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its public keys.")
@click.option("--scope", "scopes", multiple=True, default=("openid", "profile"), show_default=True)
@click.option("--claim", "claims", multiple=True, metavar="NAME", help="A claim it may ask for by name.")
@click.option("--refresh", is_flag=True, help="Give it refresh tokens.")
@click.option(
    "--machine", is_flag=True, help="Let it get tokens as itself; without a redirect URI, in no other way."
)
@click.option("--purpose", multiple=True, metavar="sv=TEXT", help="What it uses people's data for.")
@click.option("--legal-basis", multiple=True, metavar="sv=TEXT", help="The legal ground for that.")
@client_options
@json_option
@stops_on_refusal
@needs_config
def add(config: Config, /, as_json: bool, **written: Any) -> None:
    """Register an application; its secret is shown this once."""
    wanted = build_wanted(config, system_clock(), **written)
    check_sector(Outbound(build_fetcher(config.network)), wanted, system_clock())
    with open_database(config) as database, database.begin() as stores:
        registered = registration.register(
            stores, wanted, SystemChance(), system_clock(), config.client_secrets.life
        )
    show_registered(registered, as_json=as_json)


@command.command(name="list")
@json_option
@needs_config
def list_command(config: Config, as_json: bool) -> None:
    """Show every application, oldest first."""
    with open_database(config) as database, database.begin() as stores:
        clients = stores.clients.list()
    if as_json:
        print_json([describe(client) for client in clients])
    else:
        rows = [
            (client.client_id, client.name, client.service or "–", client.auth_method) for client in clients
        ]
        print_table(("client_id", "name", "service", "auth_method"), rows)


@command.command()
@click.argument("client_id")
@click.option("--name", help="What people read when the application sends them here.")
@click.option("--redirect-uri", "redirect_uris", **several, help="Where answers go, exactly: all of them.")
@client_options
@stops_on_refusal
@needs_config
def change(config: Config, /, client_id: str, **written: Any) -> None:
    """Change what is registered of an application; what is not given stays, a list is given whole."""
    given = {name: value for name, value in written.items() if is_given(name)}
    now = system_clock()
    with open_database(config) as database:
        with database.begin() as stores:
            known = registration.get_client(stores, client_id)
        wanted = registration.prepare(replace(known, **given, sector=None))
        check_sector(Outbound(build_fetcher(config.network)), wanted, now)
        with database.begin() as stores:
            registration.replace_client(
                stores, wanted, known, SystemChance(), now, config.client_secrets.life
            )
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
    with open_database(config) as database, database.begin() as stores:
        client = registration.get_client(stores, client_id)
    show_client(client, as_json=as_json)


@command.command(name="rotate-secret")
@click.argument("client_id")
@json_option
@stops_on_refusal
@needs_config
def rotate_secret(config: Config, client_id: str, as_json: bool) -> None:
    """Give a new secret; the old one works for another week."""
    with open_database(config) as database, database.begin() as stores:
        registered = registration.rotate_secret(
            stores, client_id, SystemChance(), system_clock(), config.client_secrets.life
        )
    show_registered(registered, as_json=as_json)


@command.command()
@click.argument("client_id")
@click.confirmation_option(prompt="Everybody is signed out of it at once. Remove it?")
@stops_on_refusal
@needs_config
def remove(config: Config, client_id: str) -> None:
    """Forget an application and end every grant it holds."""
    with open_database(config) as database, database.begin() as stores:
        registration.remove(stores, client_id, system_clock())
    click.echo(f"Removed {client_id}.")


def show_client(client: Client, *, as_json: bool) -> None:
    """Print what is registered."""
    (print_json if as_json else print_fields)(describe(client))


def show_registered(registered: Registered, *, as_json: bool) -> None:
    """Print the id and the secret that was just made, if there is one."""
    fields = {"client_id": registered.client.client_id}
    if registered.secret is not None:
        fields["client_secret"] = registered.secret
    (print_json if as_json else print_fields)(fields)
    if registered.secret is not None and not as_json:
        click.echo(KEEP_IT)


for further in (invite, list_invitations, withdraw, export_clients, apply_clients):
    command.add_command(further)
