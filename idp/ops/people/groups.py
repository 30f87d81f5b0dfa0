"""`idp people groups`: shows and changes the groups of somebody in the local directory."""

from dataclasses import replace

import click

from idp.admin.people.grouping import AlwaysMoving, BothWays, Regrouped
from idp.admin.people.helped import UnknownPerson
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.keeping import last_option, stopping
from idp.ops.output import json_option, print_json
from idp.ops.people.helping import realm_option
from idp.ops.people.house import AtTheDesk, open_house
from idp.ops.stop import Stop
from idp.people.checking import BadPerson


@click.command()
@click.argument("username")
@realm_option
@click.option("--join", "joins", multiple=True, help="A group to put them into; repeat for several.")
@click.option("--leave", "leaves", multiple=True, help="A group to take them out of; repeat for several.")
@last_option
@json_option
@needs_config
def groups(
    config: Config,
    username: str,
    realm: str,
    joins: tuple[str, ...],
    leaves: tuple[str, ...],
    even_the_last: bool,
    as_json: bool,
) -> None:
    """Put a person into groups and take them out of others; without either, show the groups they are in.

    What changed counts at their next click. Nobody who administers the console is left out of it by mistake.
    """
    with open_house(config) as desk, stopping():
        done = regroup(desk, realm, username, joins, leaves, even_the_last=even_the_last)
    if as_json:
        print_json({"groups": done.groups, "joined": done.joined, "left": done.left})
        return
    for name in done.groups:
        click.echo(f"{name}{' (new)' if name in done.joined else ''}")
    for name in done.left:
        click.echo(f"no longer {name}", err=True)


def regroup(
    desk: AtTheDesk,
    realm: str,
    username: str,
    joins: tuple[str, ...],
    leaves: tuple[str, ...],
    *,
    even_the_last: bool,
) -> Regrouped:
    """Return what changed; stop with what is wrong."""
    now = system_clock()
    person = desk.get_person(realm, username, now)
    grouping = desk.house.grouping
    if even_the_last:
        grouping = replace(grouping, keeping=replace(grouping.keeping, policy=lambda: None))
    try:
        done = grouping.change(desk.actor, person.person_id, joins, leaves, now)
    except UnknownPerson:
        raise Stop(f"the groups of {realm} are kept in its own directory; change them there") from None
    except (BadPerson, BothWays) as bad:
        raise Stop(f"{bad}; nothing was changed") from None
    except AlwaysMoving:
        raise Stop("others change the same person all the time; try again in a while") from None
    if not isinstance(done, Regrouped):
        raise Stop("nobody changes groups of their own; have a colleague do it")
    return done
