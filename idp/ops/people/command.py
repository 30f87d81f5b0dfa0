"""`idp people`: keep the local directory; what the helpdesk does is in `idp.ops.people.helping`."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import click

from idp.admin.people.barring import Barring
from idp.admin.people.helped import Done
from idp.audit.events import Event, Tag
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.oidc.logout.ending import Logout
from idp.ops.acting import read_operator
from idp.ops.configured import needs_config
from idp.ops.keeping import last_option, open_keeping, stopping
from idp.ops.opened import load_subject_key, open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.passwords import build_hasher, password_option
from idp.ops.people.groups import groups
from idp.ops.people.helping import COMMANDS
from idp.ops.people.importing import import_command
from idp.ops.people.options import FIELDS, change_person, person_options
from idp.ops.people.resets import cancel_reset, resets
from idp.ops.stop import Stop
from idp.people.local import Account
from idp.people.person import Person
from idp.people.protection import name_for_others
from idp.people.realms import REALMS
from idp.people.username import canonical_username
from idp.sessions.session import End
from idp.storage.stores import Stores
from idp.storage.unit_of_work import Database

realm_option = click.option(
    "--realm",
    type=click.Choice(REALMS),
    required=True,
    help="adm: Övrig personal; skola: Pedagogisk personal.",
)


@click.group(name="people")
def command() -> None:
    """Keep the local directory, and help people of any."""


for one in (*COMMANDS, groups, resets, cancel_reset):
    command.add_command(one)


command.add_command(import_command)


@command.command()
@click.argument("username")
@realm_option
@click.option("--given-name", required=True)
@click.option("--family-name", required=True)
@click.option("--email", help="Where e-mail codes and notices go.")
@click.option("--group", "groups", multiple=True, help="A group of the policy; repeat for several.")
@click.option("--unit", default="", help="Where they work.")
@click.option("--title", default="", help="What they work as.")
@click.option("--protected", "is_protected", is_flag=True, help="Protected identity.")
@person_options
@password_option
@needs_config
def add(config: Config, /, username: str, password: str, groups: tuple[str, ...], **written: Any) -> None:
    """Add a person; their password is asked for, or read from standard input."""
    canonical = canonical_username(username)
    if canonical is None:
        raise Stop(f"{username!r} cannot be a username; write 1 to 64 letters and digits without blanks")
    given = {name: written.pop(name) for name in FIELDS}
    person = Person(
        person_id=SystemChance().identifier(),
        username=username,
        name=f"{written['given_name']} {written['family_name']}",
        groups=frozenset(groups),
        is_active=True,
        expires_at=None,
        updated_at=system_clock(),
        **written,
    )
    person = change_person(person, given)
    account = Account(person, build_hasher(config).hash(password))
    with open_database(config) as database, database.begin() as stores:
        if not stores.people.add(account, canonical):
            raise Stop(f"{username} exists in {person.realm} already, or somebody there has the employee id")
        stores.audit.record(Event(Tag.PERSON_ADDED, system_clock(), person_id=person.person_id))
    click.echo(f"Added {username} in {person.realm}.")


@command.command()
@click.argument("username")
@realm_option
@click.option("--email", help="Where e-mail codes and notices go.")
@click.option("--unit", help="Where they work.")
@click.option("--title", help="What they work as.")
@click.option("--protected/--not-protected", "is_protected", default=None, help="Protected identity.")
@person_options
@needs_config
def change(config: Config, /, username: str, realm: str, **given: Any) -> None:
    """Change what is kept of a person; what is not given stays, and an empty text forgets."""
    now = system_clock()
    with open_database(config) as database, database.begin() as stores:
        person = change_person(find_person(stores, realm, username), given)
        if not stores.people.change(replace(person, updated_at=now)):
            raise Stop(f"somebody else in {realm} has the employee id")
        stores.audit.record(Event(Tag.PERSON_CHANGED, now, person_id=person.person_id))
    click.echo(f"Changed {username} in {realm}.")


@command.command(name="list")
@json_option
@needs_config
def list_command(config: Config, as_json: bool) -> None:
    """Show everybody, by realm and username."""
    with open_database(config) as database, database.begin() as stores:
        people = stores.people.list_people()
    heads = ("realm", "username", "name", "active", "groups")
    rows = [
        (
            person.realm,
            person.username,
            name_for_others(person),
            "yes" if person.is_active else "no",
            " ".join(sorted(person.groups)),
        )
        for person in people
    ]
    if as_json:
        print_json([dict(zip(heads, row, strict=True)) for row in rows])
    else:
        print_table(heads, rows)


@command.command(name="set-password")
@click.argument("username")
@realm_option
@password_option
@needs_config
def set_password(config: Config, username: str, realm: str, password: str) -> None:
    """Give a person a new password, unlock them, and end every session they have."""
    password_hash, now = build_hasher(config).hash(password), system_clock()
    with open_database(config) as database, database.begin() as stores:
        person = find_person(stores, realm, username)
        stores.people.set_password(person.person_id, password_hash, now)
        stores.audit.record(Event(Tag.PASSWORD_SET, now, person_id=person.person_id))
        ended = end_sessions(stores, build_logout(config, database), config, person, now)
    click.echo(f"{username} has a new password; {ended} sessions ended.")


@command.command()
@click.argument("username")
@realm_option
@click.option("--undo", is_flag=True, help="Let the person in again.")
@last_option
@needs_config
def disable(config: Config, username: str, realm: str, undo: bool, even_the_last: bool) -> None:
    """Keep a person out at once, also of applications they are signed in to."""
    with open_database(config) as database, stopping():
        keeping = open_keeping(config, database, even_the_last=even_the_last or undo)
        logout = build_logout(config, database)
        barring = Barring(database.begin, keeping, logout, config.sessions.idle, REALMS)
        with database.begin() as stores:
            person_id = find_person(stores, realm, username).person_id
        act = barring.let_in if undo else barring.bar
        done = act(read_operator(), person_id, system_clock())
    already = "" if isinstance(done, Done) else ", as before"
    click.echo(f"{username} may {'sign in again' if undo else 'no longer sign in'}{already}.")


def build_logout(config: Config, database: Database) -> Logout:
    """Return what ends sessions; the process that serves sends the notices."""
    return Logout(database.begin, SystemChance(), subject_key=load_subject_key(config))


def end_sessions(stores: Stores, logout: Logout, config: Config, person: Person, now: datetime) -> int:
    """End every session of the person and the grants made in them, have the applications told; return how many ended."""
    return logout.end_all(stores, person.person_id, config.sessions.idle, now, End.REVOKED)


def find_person(stores: Stores, realm: str, username: str) -> Person:
    """Return the person of a realm; stop when there is none."""
    canonical = canonical_username(username)
    account = stores.people.find_account(realm, canonical) if canonical else None
    if account is None:
        raise Stop(f"nobody in {realm} is called {username}; see: python -m idp people list")
    return account.person
