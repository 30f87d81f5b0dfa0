"""`idp tokens`: keep the hardware tokens, hand them out and take them back."""

from datetime import datetime
from typing import Any

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.tokens.token import State, Token
from idp.methods.tokens.tokens import read_token_codes
from idp.ops.configured import needs_config
from idp.ops.output import json_option, print_fields, print_json, print_table
from idp.ops.people import realm_option
from idp.ops.stop import Stop
from idp.ops.token_desk import LANGUAGE, Desk, open_desk
from idp.ops.token_import import import_command

MOVED = "{serial} has moved meanwhile; look where it is: python -m idp tokens show {serial}"


@click.group(name="tokens")
def command() -> None:
    """Keep the hardware tokens that show one-time codes."""


command.add_command(import_command)


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
        described = [
            describe(token, desk, now) for token in desk.cupboard.list(State(state) if state else None)
        ]
    if as_json:
        print_json(described)
        return
    heads = ("serial", "type", "state", "person", "handed_out", "last_used")
    print_table(heads, [[row[head] or "" for head in heads] for row in described])


@command.command()
@click.argument("serial")
@json_option
@needs_config
def show(config: Config, serial: str, as_json: bool) -> None:
    """Show one token: what it is, where it is, and how far it has counted."""
    with open_desk(config) as desk:
        described = describe(desk.get_token(serial), desk, system_clock())
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
    with open_desk(config) as desk:
        token, person = desk.get_token(serial), desk.get_person(realm, username, now)
        if not person.is_active:
            raise Stop(f"{username} may not sign in, so gets no token")
        if not desk.cupboard.hand_out(token, person, LANGUAGE, now):
            where = desk.name_holder(token, now) or token.state.value
            raise Stop(f"{token.serial} is not in the cupboard ({where}); take it back first")
    click.echo(f"{token.serial} is handed out to {realm}/{username}.")


@command.command(name="take-back")
@click.argument("serial")
@needs_config
def take_back(config: Config, serial: str) -> None:
    """Take a token back, also a lost one that was found. It is free for the next person."""
    take(config, serial, State.RETURNED, "is back in the cupboard")


@command.command()
@click.argument("serial")
@needs_config
def lost(config: Config, serial: str) -> None:
    """Write a token off as lost. It signs nobody in."""
    take(config, serial, State.LOST, "is lost and signs nobody in")


@command.command()
@click.argument("serial")
@click.argument("first_code")
@click.argument("next_code")
@needs_config
def resync(config: Config, serial: str, first_code: str, next_code: str) -> None:
    """Set a token right by two codes in a row. They are used up, so nobody can sign in with them."""
    codes = read_token_codes(first_code)[0], read_token_codes(next_code)[0]
    with open_desk(config) as desk:
        token = desk.get_token(serial)
        if not desk.cupboard.set_right(token, codes, system_clock()):
            raise Stop(f"the codes are not two in a row of {token.serial}; get two new ones and try again")
    click.echo(f"{token.serial} is set right.")


def take(config: Config, serial: str, state: State, what: str) -> None:
    """Take a token from whoever has it, tell them, and end what its codes let them in to."""
    now = system_clock()
    with open_desk(config) as desk:
        token = desk.get_token(serial)
        if token.state is state:
            raise Stop(f"{token.serial} {what} already")
        if not desk.cupboard.take(token, desk.find_holder(token, now), state, LANGUAGE, now):
            raise Stop(MOVED.format(serial=token.serial))
        ended = desk.end_sign_ins(token.person_id, now) if token.person_id else 0
    click.echo(f"{token.serial} {what}; {ended} sessions ended.")


def describe(token: Token, desk: Desk, now: datetime) -> dict[str, Any]:
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
        "person": desk.name_holder(token, now) or None,
        "handed_out": token.handed_out_at,
        "last_used": token.last_used_at,
    }
