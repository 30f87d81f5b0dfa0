"""`idp people resets` and `cancel-reset`: requests to take away what people sign in with, which a colleague approves."""

import click
import msgspec

from idp.admin.people.helped import NotDone
from idp.admin.people.operations import SENTENCES
from idp.admin.people.resetting import UnknownReset
from idp.admin.people.telling import tell_reset
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.directories import tell
from idp.ops.output import json_option, print_json, print_table
from idp.ops.people.house import open_house
from idp.ops.stop import Stop


@click.command()
@json_option
@needs_config
def resets(config: Config, as_json: bool) -> None:
    """Show the latest requests and what became of them; one is approved in the console, by a second person."""
    now = system_clock()
    with open_house(config) as desk:
        found = [tell_reset(one, now) for one in desk.house.resetting.list_latest(desk.actor, now)]
    if as_json:
        print_json(msgspec.to_builtins(found))
        return
    rows = [(one.reset_id, one.state, tell(one.asked_at), one.reason, len(one.items)) for one in found]
    print_table(("reset", "state", "asked", "reason", "things"), rows)


@click.command(name="cancel-reset")
@click.argument("reset_id", metavar="RESET")
@needs_config
def cancel_reset(config: Config, reset_id: str) -> None:
    """Cancel a request that waits."""
    with open_house(config) as desk:
        try:
            done = desk.house.resetting.cancel(desk.actor, reset_id, system_clock())
        except UnknownReset as unknown:
            raise Stop(f"{unknown}; see: python -m idp people resets") from None
    if isinstance(done, NotDone):
        raise Stop(SENTENCES[done])
    click.echo("Cancelled.")
