"""`idp roles`: see who was given a role in the console, give one, take one back."""

import click

from idp.admin.permissions import Role
from idp.admin.roles.desk import GIVEN, RoleDesk, UnknownPerson
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.directories import look_up
from idp.ops.keeping import last_option, open_keeping, stopping
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop
from idp.people.protection import name_for_others
from idp.people.realms import REALMS
from idp.storage.unit_of_work import Database
from idp.wiring import build_directories

role_argument = click.argument("role", type=click.Choice([role.value for role in GIVEN]))
realm_option = click.option("--realm", type=click.Choice(REALMS), required=True, help="Where they work.")


@click.group(name="roles")
def command() -> None:
    """Give people roles in the console; see docs/console.md."""


@command.command(name="list")
@json_option
@needs_config
def list_command(config: Config, as_json: bool) -> None:
    """Show who was given a role; those of groups are in the configuration."""
    with open_database(config) as database:
        held = build_desk(config, database, even_the_last=True).list(read_operator(), system_clock())
    rows = [
        {
            "person_id": holder.grant.person_id,
            "name": name_for_others(holder.person) if holder.person else "–",
            "role": holder.grant.role.value,
            "granted_at": holder.grant.granted_at,
        }
        for holder in held
    ]
    if as_json:
        print_json(rows)
    else:
        heads = ("person_id", "name", "role", "granted_at")
        print_table(heads, [[row[head] for head in heads] for row in rows])


@command.command()
@click.argument("username")
@role_argument
@realm_option
@needs_config
def give(config: Config, username: str, role: str, realm: str) -> None:
    """Give USERNAME a role."""
    with open_database(config) as database:
        person_id = find(config, database, realm, username)
        try:
            desk = build_desk(config, database, even_the_last=True)
            is_new = desk.give(read_operator(), person_id, Role(role), system_clock())
        except UnknownPerson:
            raise Stop(f"{username} is not active") from None
    click.echo(f"{username} is {role} now." if is_new else f"{username} is {role} already.")


@command.command(name="take-back")
@click.argument("username")
@role_argument
@realm_option
@last_option
@needs_config
def take_back(config: Config, username: str, role: str, realm: str, even_the_last: bool) -> None:
    """Take a role back from USERNAME; the last administrator's only when told so twice."""
    with open_database(config) as database, stopping():
        person_id = find(config, database, realm, username)
        desk = build_desk(config, database, even_the_last=even_the_last)
        had = desk.take_back(read_operator(), person_id, Role(role), system_clock())
    if not had:
        raise Stop(
            f"{username} was not given the role {role} here; groups bring roles, too (idp.toml, [console])"
        )
    click.echo(f"{username} is no {role} any more.")


def build_desk(config: Config, database: Database, *, even_the_last: bool = False) -> RoleDesk:
    """Return the desk that gives and takes back."""
    keeping = open_keeping(config, database, even_the_last=even_the_last)
    return RoleDesk(database.begin, build_directories(config, database, SystemChance()), keeping)


def find(config: Config, database: Database, realm: str, username: str) -> str:
    """Return the id of the person; stop when nobody has the username."""
    person = look_up(config, database, realm, username)
    if person is None:
        raise Stop(f"nobody in {realm} is called {username}")
    return person.person_id
