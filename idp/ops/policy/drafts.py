"""`idp policy draft`, `edit`, `submit`, `approve`, `give-back` and `discard`: a change on its way to be published."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from idp.admin.actor import Actor
from idp.admin.policy.outcomes import Faulty, Refused
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.policy.files import DRAFT
from idp.ops.policy.governing import Governing, open_governing, stop
from idp.policy.drafts.draft import Draft

Step = Callable[[Actor, str, int, datetime], Draft | Refused | Faulty]
"""What is done to a draft by its id and revision."""


@click.command(name="draft")
@click.argument("file", type=DRAFT, required=False)
@click.option("--reason", required=True, help="Why the policy shall change.")
@click.option(
    "--returns-to", type=int, metavar="N", help="Instead of a file: an earlier version, to come back."
)
@needs_config
def draft(config: Config, file: Path | None, reason: str, returns_to: int | None) -> None:
    """Begin a draft from FILE; without one, from the version in force. Its id is printed."""
    text = file.read_text(encoding="utf-8") if file else None
    with open_governing(config) as desk:
        made = desk.drafting.create(desk.operator, reason, system_clock(), text=text, returns_to=returns_to)
    click.echo(made.draft_id if isinstance(made, Draft) else stop(made))


@click.command(name="edit")
@click.argument("draft_id", metavar="DRAFT")
@click.argument("file", type=DRAFT)
@click.option("--reason", help="Why the policy shall change; the one there is stays unless said.")
@needs_config
def edit(config: Config, draft_id: str, file: Path, reason: str | None) -> None:
    """Write FILE over the text of DRAFT, which then changes the version in force."""
    text = file.read_text(encoding="utf-8")
    with open_governing(config) as desk:
        with desk.database.read() as stores:
            found, number = stores.policy_drafts.find(draft_id), stores.policy_versions.find_newest_number()
        known, revision = (found.reason, found.revision) if found else ("", 0)
        done = desk.drafting.change(
            desk.operator, draft_id, revision, text, reason or known or "–", number, system_clock()
        )
    if not isinstance(done, Draft):
        stop(done)
    click.echo(f"Written. To look at it: python -m idp policy show {draft_id}")


@click.command(name="submit")
@click.argument("draft_id", metavar="DRAFT")
@needs_config
def submit(config: Config, draft_id: str) -> None:
    """Hand DRAFT to a second person, after proving that it breaks no promise."""
    with open_governing(config) as desk:
        take(desk.approving.submit, desk, draft_id)
    click.echo("Submitted. A second person approves it in the console, or with: python -m idp policy approve")


@click.command(name="approve")
@click.argument("draft_id", metavar="DRAFT")
@needs_config
def approve(config: Config, draft_id: str) -> None:
    """Approve DRAFT as it is now. Whoever wrote in it may not."""
    with open_governing(config) as desk:
        take(desk.approving.approve, desk, draft_id)
    click.echo(f"Approved. To publish it: python -m idp policy publish --draft {draft_id}")


@click.command(name="give-back")
@click.argument("draft_id", metavar="DRAFT")
@needs_config
def give_back(config: Config, draft_id: str) -> None:
    """Open DRAFT again, which was submitted or approved; whoever agreed has agreed to nothing any more."""
    with open_governing(config) as desk:
        take(desk.approving.give_back, desk, draft_id)
    click.echo("Open again.")


@click.command(name="discard")
@click.argument("draft_id", metavar="DRAFT")
@needs_config
def discard(config: Config, draft_id: str) -> None:
    """Throw DRAFT away; it stays to be read."""
    with open_governing(config) as desk:
        take(desk.drafting.discard, desk, draft_id)
    click.echo("Thrown away.")


def take(step: Step, desk: Governing, draft_id: str) -> None:
    """Have the operator take the step with the draft as it is now. Raises Stop when it is refused."""
    done = step(desk.operator, draft_id, find_revision(desk, draft_id), system_clock())
    if not isinstance(done, Draft):
        stop(done)


def find_revision(desk: Governing, draft_id: str) -> int:
    """Return which step of the draft is the last; 0 when there is no such draft, which every step refuses."""
    with desk.database.read() as stores:
        found = stores.policy_drafts.find(draft_id)
    return found.revision if found else 0
