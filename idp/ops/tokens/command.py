"""`idp tokens`: keep the hardware tokens, hand them out and take them back, at the same desk as the console."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from idp.admin.people.helped import UnknownPerson
from idp.admin.tokens.desk import MOST, Moved, NotMoved, UnknownToken
from idp.admin.tokens.operations import SENTENCES
from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.tokens.token import State, Token
from idp.methods.tokens.tokens import read_token_codes
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_fields, print_json, print_table
from idp.ops.people.command import realm_option
from idp.ops.people.house import AtTheDesk, open_house
from idp.ops.stop import Stop
from idp.ops.tokens.importing import import_command
from idp.people.directory import DirectoryUnavailable


@click.group(name="tokens")
def command() -> None:
    """Keep the hardware tokens that show one-time codes."""


command.add_command(import_command)


@contextmanager
def open_desk(config: Config, serial: str = "") -> Iterator[AtTheDesk]:
    """Yield the desks; stop when no token has the serial number."""
    with open_house(config) as desk:
        try:
            yield desk
        except UnknownToken:
            raise Stop(f"no token has the serial number {serial}; see: python -m idp tokens list") from None


@command.command(name="list")
@click.option(
    "--state", type=click.Choice([state.value for state in State]), help="Only those in this state."
)
@json_option
@needs_config
def list_command(config: Config, state: str | None, as_json: bool) -> None:
    """Show every token, by serial number, and who has it."""
    now = system_clock()
    with open_desk(config) as desk:
        wanted = State(state) if state else None
        described = [describe(token, desk, now) for token in list_all(desk, wanted, now)]
    if as_json:
        print_json(described)
        return
    heads = ("serial", "type", "state", "person", "handed_out", "last_used")
    print_table(heads, [[row[head] or "" for head in heads] for row in described])


def list_all(desk: AtTheDesk, state: State | None, now: datetime) -> Iterator[Token]:
    """Yield every token in the state, page by page."""
    after: str | None = ""
    while after is not None:
        placed, after = desk.house.tokens.list(desk.actor, state, after, MOST, now)
        yield from (one.token for one in placed)


@command.command()
@click.argument("serial")
@json_option
@needs_config
def show(config: Config, serial: str, as_json: bool) -> None:
    """Show one token: what it is, where it is, and how far it has counted."""
    now = system_clock()
    with open_desk(config, serial) as desk:
        described = describe(desk.house.tokens.get(desk.actor, serial, now).token, desk, now)
    if as_json:
        print_json(described)
    else:
        print_fields(described)


@command.command(name="hand-out")
@click.argument("serial")
@click.argument("username")
@realm_option
@needs_config
def hand_out(config: Config, serial: str, username: str, realm: str) -> None:
    """Give a token to a person, who is told. See an identity document first."""
    now = system_clock()
    with open_desk(config, serial) as desk:
        tokens, person = desk.house.tokens, desk.get_person(realm, username, now)
        token = tokens.get(desk.actor, serial, now).token
        try:
            done = tokens.hand_out(desk.actor, serial, person.person_id, now)
        except UnknownPerson:
            raise Stop(f"nobody in {realm} is called {username}") from None
        where = name_holder(token, desk, now) or token.state.value
    match done:
        case Moved():
            click.echo(f"{token.serial} is handed out to {realm}/{username}.")
        case NotMoved.ELSEWHERE:
            raise Stop(f"{token.serial} is not in the cupboard ({where}); take it back first")
        case NotMoved.INACTIVE | NotMoved.OWN:
            raise Stop(SENTENCES[done])


@command.command(name="take-back")
@click.argument("serial")
@json_option
@needs_config
def take_back(config: Config, serial: str, as_json: bool) -> None:
    """Take a token back, also a lost one that was found. It is free for the next person."""
    take(config, serial, State.RETURNED, "is back in the cupboard", as_json=as_json)


@command.command()
@click.argument("serial")
@json_option
@needs_config
def lost(config: Config, serial: str, as_json: bool) -> None:
    """Write a token off as lost. It signs nobody in."""
    take(config, serial, State.LOST, "is lost and signs nobody in", as_json=as_json)


@command.command()
@click.argument("serial")
@click.argument("first_code")
@click.argument("next_code")
@needs_config
def resync(config: Config, serial: str, first_code: str, next_code: str) -> None:
    """Set a token right by two codes in a row. They are used up, so nobody can sign in with them."""
    codes = read_token_codes(first_code)[0], read_token_codes(next_code)[0]
    now = system_clock()
    with open_desk(config, serial) as desk:
        token = desk.house.tokens.get(desk.actor, serial, now).token
        if not desk.house.tokens.set_right(desk.actor, serial, codes, now):
            raise Stop(f"the codes are not two in a row of {token.serial}; get two new ones and try again")
    click.echo(f"{token.serial} is set right.")


def take(config: Config, serial: str, state: State, what: str, *, as_json: bool) -> None:
    """Take a token from whoever has it, tell them, and end what its codes let them in to."""
    now = system_clock()
    with open_desk(config, serial) as desk:
        tokens = desk.house.tokens
        token = tokens.get(desk.actor, serial, now).token
        if token.state is state:
            raise Stop(f"{token.serial} {what} already")
        move = tokens.report_lost if state is State.LOST else tokens.take_back
        done = move(desk.actor, serial, now)
    if isinstance(done, NotMoved):
        raise Stop(f"{token.serial}: {SENTENCES[done]}")
    if as_json:
        print_json({"serial": token.serial, "state": state.value, "ended_count": done.ended})
    else:
        click.echo(f"{token.serial} {what}; {done.ended} sessions ended.")


def name_holder(token: Token, desk: AtTheDesk, now: datetime) -> str:
    """Return realm and username of who has the token; empty when nobody does."""
    if token.person_id is None:
        return ""
    try:
        holder = desk.house.parts.directories.find_person(token.person_id, now)
    except DirectoryUnavailable:
        return "(the directory does not answer)"
    return f"{holder.realm}/{holder.username}" if holder else "(gone)"


def describe(token: Token, desk: AtTheDesk, now: datetime) -> dict[str, Any]:
    """Return what may be shown of a token: all but its seed."""
    return {
        "serial": token.serial,
        "type": token.make.kind.value,
        "algorithm": token.make.algorithm.value,
        "digits": token.make.digits,
        "period": token.make.period_seconds or None,
        "counter": token.counter,
        "drift": token.drift,
        "state": token.state.value,
        "person": name_holder(token, desk, now) or None,
        "handed_out": token.handed_out_at,
        "last_used": token.last_used_at,
    }
