"""`idp messages`: what waits, what failed, and how the gateways are."""

import sys
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from idp.clock import system_clock
from idp.config.settings import Config
from idp.delivery.breaker import Breaker
from idp.delivery.health import DeliveryHealth
from idp.delivery.message import Kind
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.stop import Stop

HEADS = ("MESSAGE", "KIND", "PURPOSE", "TRIED", "ERROR", "QUEUED", "AGAIN")
CHANNELS: tuple[Kind, ...] = ("sms", "mail")


@click.group(name="messages")
def command() -> None:
    """See what waits and what failed, send a failed notice again, and see how the gateways are.

    Nothing here shows whom a message is for or what it says.
    """


@command.command(name="list")
@click.option("--failed", is_flag=True, help="Those that were given up, instead of those that wait.")
@json_option
@needs_config
def list_messages(config: Config, failed: bool, as_json: bool) -> None:
    """List what waits to be sent, oldest first; with --failed what was given up in the last day or so."""
    with open_database(config) as database, database.begin() as stores:
        entries = stores.message_desk.list("failed" if failed else "waiting", system_clock())
    if as_json:
        print_json([asdict(entry) for entry in entries])
        return
    rows = [
        (
            entry.message_id,
            entry.kind,
            entry.purpose,
            entry.attempts,
            entry.error_class or "-",
            f"{entry.created_at:%Y-%m-%d %H:%M:%S}",
            "yes" if entry.can_retry else "no",
        )
        for entry in entries
    ]
    print_table(HEADS, rows)


@command.command()
@click.argument("message_id")
@needs_config
def retry(config: Config, message_id: str) -> None:
    """Send a notice or a sign-out that failed again. A code is never sent twice: the person asks for a new one."""
    with open_database(config) as database, database.begin() as stores:
        if not stores.message_desk.retry(message_id, system_clock()):
            raise Stop(
                f"{message_id} cannot be sent again: it is unknown, a code, too old, or has not failed; "
                "see: python -m idp messages list --failed"
            )
    click.echo("It is sent within seconds if the provider runs.")


@command.command()
@json_option
@needs_config
def status(config: Config, as_json: bool) -> None:
    """Say how many messages wait and failed, and which gateways are left alone; exit with 1 when a channel is down."""
    now = system_clock()
    with open_database(config) as database:
        with database.begin() as stores:
            waiting = len(stores.message_desk.list("waiting", now))
            failed = len(stores.message_desk.list("failed", now))
            breakers = {breaker.name: breaker for breaker in stores.breakers.list()}
        health = DeliveryHealth(database.begin, list_gateways(config))
        channels = [describe(config, kind, health, breakers, now) for kind in CHANNELS]
    channels = [channel for channel in channels if channel["gateways"]]
    if as_json:
        print_json({"waiting": waiting, "failed": failed, "channels": channels})
    else:
        click.echo(f"{waiting} wait, {failed} failed.")
        for channel in channels:
            states = ", ".join(f"{name} {state}" for name, state in channel["gateways"].items())
            click.echo(f"{channel['kind']}: {'up' if channel['is_up'] else 'down'} ({states})")
    if not all(channel["is_up"] for channel in channels):
        sys.exit(1)


def list_gateways(config: Config) -> dict[Kind, tuple[str, ...]]:
    """Return the names of the configured gateways by kind of message."""
    text_messages, mail = config.text_messages, config.mail
    return {
        "sms": tuple(gateway.name for gateway in text_messages.gateways) if text_messages else (),
        "mail": mail.hosts if mail else (),
    }


def describe(
    config: Config, kind: Kind, health: DeliveryHealth, breakers: dict[str, Breaker], now: datetime
) -> dict[str, Any]:
    """Return how a channel and each of its gateways are."""
    states = {
        name: "rests" if name in breakers and breakers[name].is_resting(now) else "works"
        for name in list_gateways(config)[kind]
    }
    return {"kind": kind, "is_up": health.find_state(kind, now).is_up, "gateways": states}
