"""`idp policy publish` and `rollback`: put another policy in force, in every process within seconds."""

from pathlib import Path

import click

from idp.admin.policy.publishing import Published
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.policy.compare import print_comparison
from idp.ops.policy.drafts import find_revision
from idp.ops.policy.files import DRAFT, read_draft
from idp.ops.policy.governing import Governing, open_governing, stop
from idp.ops.policy_file import load_policy_in_force
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.drafts.in_force import InForce
from idp.policy.drafts.marking import list_marked
from idp.policy.drafts.version import Version
from idp.policy.loading import parse_policy, read_text
from idp.policy.problems import PolicyError
from idp.policy.review.compare import compare
from idp.policy.rules import Policy

yes_option = click.option("--yes", is_flag=True, help="Do not ask.")
alone_option = click.option(
    "--alone", is_flag=True, help="Do without the second person that a marked change takes. It is recorded."
)


@click.command(name="publish")
@click.argument("file", type=DRAFT, required=False)
@click.option("--draft", "draft_id", metavar="ID", help="Instead of a file: a draft.")
@click.option("--reason", default="", help="Why, with a file; a draft has its own.")
@yes_option
@alone_option
@needs_config
def publish(
    config: Config, file: Path | None, draft_id: str | None, reason: str, yes: bool, alone: bool
) -> None:
    """Put FILE, or a draft, in force. What changes is shown first, and refused when it breaks a promise."""
    if (file is None) == (draft_id is None):
        raise Stop("name a file or --draft, one of the two")
    in_force = load_policy_in_force(config)
    with open_governing(config) as desk:
        if file is not None:
            confirm(config, in_force, read_draft(file), is_sure=yes)
            done = desk.publishing.publish_text(
                desk.operator,
                read_text(file),
                reason,
                system_clock(),
                is_alone=alone,
                based_on=in_force.number,
            )
        else:
            done = publish_draft(config, desk, in_force, draft_id or "", is_sure=yes)
    tell(done)


@click.command(name="rollback")
@click.argument("number", type=int)
@click.option("--reason", required=True, help="Why it comes back.")
@yes_option
@alone_option
@needs_config
def rollback(config: Config, number: int, reason: str, yes: bool, alone: bool) -> None:
    """Put version NUMBER in force again, as a new version, through the same checks."""
    in_force = load_policy_in_force(config)
    with open_governing(config) as desk:
        with desk.database.read() as stores:
            earlier = stores.policy_versions.find(number)
        if earlier is not None:
            confirm(config, in_force, parse(earlier.text, f"version {number}"), is_sure=yes)
        done = desk.publishing.roll_back(desk.operator, number, reason, system_clock(), is_alone=alone)
    tell(done)


def publish_draft(
    config: Config, desk: Governing, in_force: InForce, draft_id: str, *, is_sure: bool
) -> Published:
    """Show what the draft changes, and publish it."""
    revision = find_revision(desk, draft_id)
    with desk.database.read() as stores:
        found = stores.policy_drafts.find(draft_id)
    if found is not None:
        confirm(config, in_force, parse(found.text, f"draft {draft_id}"), is_sure=is_sure)
    return desk.publishing.publish(desk.operator, draft_id, revision, system_clock())


def confirm(config: Config, in_force: InForce, wanted: Policy, *, is_sure: bool) -> None:
    """Show what changes and what of it takes two; leave when nobody says yes."""
    found = compare(in_force.policy, wanted, system_clock())
    if found.is_empty:
        click.echo("It lets the same people in, from the same places at the same hours.")
    else:
        print_comparison(found)
    if marked := list_marked(in_force.policy, wanted, config.policy_changes.marked):
        click.echo(f"\nMarked, so that it takes two: {', '.join(marked)}.")
    if not is_sure:
        click.confirm("Publish it?", abort=True)


def parse(text: str, name: str) -> Policy:
    """Return the policy in a text; stop with every fault."""
    try:
        return parse_policy(text, name, REALMS)
    except PolicyError as problem:
        raise Stop(str(problem)) from None


def tell(done: Published) -> None:
    """Say what was published; stop when nothing was."""
    if not isinstance(done, Version):
        stop(done)
    click.echo(f"Version {done.number} is in force; processes that run take it over within seconds.")
