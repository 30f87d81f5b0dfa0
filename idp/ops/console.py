"""`idp console`: let the first administrator in to the console."""

import click

from idp.admin.console.starting_key import make_starting_key
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json
from idp.ops.policy_file import read_policy
from idp.ops.stop import Stop
from idp.policy.rules import CONSOLE


@click.group(name="console")
def command() -> None:
    """Let the first administrator in to the console; see docs/console.md."""


@command.command()
@json_option
@needs_config
def key(config: Config, as_json: bool) -> None:
    """Make a starting key: it makes one person an administrator, once, within an hour.

    Whoever uses it signs in as the policy demands; a key that nobody used is good no more when the next is made.
    """
    if CONSOLE not in read_policy(config).services:
        raise Stop(f"the policy has no service {CONSOLE!r}; write [services.{CONSOLE}] (docs/console.md)")
    with open_database(config) as database:
        secret, made = make_starting_key(database.begin, SystemChance(), read_operator(), system_clock())
    if as_json:
        print_json({"starting_key": secret, "expires_at": made.expires_at})
        return
    click.echo(f"Starting key: {secret}")
    click.echo(
        f"Sign in at {config.issuer}/admin, choose «Använd en startnyckel» and paste it, before {made.expires_at:%H:%M} UTC."
    )
    if groups := ", ".join(config.console.administrators):
        click.echo(f"Whoever is in the group {groups} is an administrator already and needs no key.")
