"""`idp clients test`: a test sign-in, carried out in a browser and shown here."""

import sys
from datetime import datetime, timedelta
from threading import Event

import click
import msgspec

from idp.admin.clients.shared_trial import SharedTrial, SharedTrials, State, UnknownTrial
from idp.admin.clients.trial_operations import tell_trial
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.acting import read_operator
from idp.ops.clients.desk import build_desk
from idp.ops.clients.refusals import stops_on_refusal
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json
from idp.ops.stop import Stop

LOOK_SECONDS = 1.0
NOT_THROUGH = 1
"""The exit code of a test that ended before the application got its tokens."""


@click.command()
@click.argument("client_id")
@click.option(
    "--wait",
    type=click.IntRange(0, 900),
    default=900,
    show_default=True,
    metavar="SECONDS",
    help="How long somebody has to open the address.",
)
@json_option
@stops_on_refusal
@needs_config
def test(config: Config, client_id: str, wait: int, as_json: bool) -> None:
    """Test a sign-in to an application: print an address to open in a browser, wait, and print every step and claim.

    Whoever opens it signs in to the console and may see the application. Leaves with 1 when the test did not go through.
    """
    now = system_clock()
    with open_database(config) as database:
        desk = build_desk(config, database)
        client = desk.show(read_operator(), client_id)
        trials = SharedTrials(database.begin, database.read, SystemChance(), config.issuer)
        asked = trials.ask(read_operator(), client.client_id, now)
        click.echo(
            f"Open this address in a browser, and show the result:\n  {trials.name_address(asked)}", err=True
        )
        done = await_outcome(trials, asked, now + timedelta(seconds=wait))
        told = tell_trial(trials, done)
    if as_json:
        print_json(msgspec.to_builtins(told))
    else:
        show(done)
    if done.state is not State.THROUGH:
        sys.exit(NOT_THROUGH)


def await_outcome(trials: SharedTrials, asked: SharedTrial, until: datetime) -> SharedTrial:
    """Return the test when somebody has carried it out; stop when nobody has in time."""
    pause = Event()
    while True:
        now = system_clock()
        try:
            found = trials.look(read_operator(), asked.client_id, asked.trial_id, now)
        except UnknownTrial:
            raise Stop("nobody carried it out within a quarter of an hour; run the command again") from None
        if found.state is not State.WAITING:
            return found
        if now >= until:
            raise Stop("nobody has carried it out yet; run the command again")
        pause.wait(LOOK_SECONDS)


def show(done: SharedTrial) -> None:
    """Print the steps, and what each was about."""
    for step in done.report.steps if done.report else ():
        click.echo(f"{step.name}: {'good' if step.is_good else 'stopped here'}")
        for sentence in step.sentences:
            click.echo(f"  {sentence}")
        for name, value in step.facts:
            click.echo(f"  {name}: {value}")
