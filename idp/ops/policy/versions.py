"""`idp policy versions` and `show`: what was in force when, what is drafted, and the text of each."""

import click

from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.policy.words import tell_moment
from idp.ops.policy_file import load_policy_in_force
from idp.ops.stop import Stop
from idp.policy.drafts.draft import Draft
from idp.policy.drafts.version import Version

LISTED = 100


@click.command(name="versions")
@json_option
@needs_config
def versions(config: Config, *, as_json: bool) -> None:
    """List the published versions, the one in force first, and the drafts that something can still come of."""
    with open_database(config) as database, database.read() as stores:
        published = stores.policy_versions.list_latest(LISTED)
        drafts = [draft for draft in stores.policy_drafts.list_latest(LISTED) if draft.is_live]
    if as_json:
        print_json(
            {
                "versions": [describe_version(one) for one in published],
                "drafts": [describe_draft(one) for one in drafts],
            }
        )
        return
    if not published:
        click.echo(f"Nothing was published; {config.policy} is in force.")
    else:
        heads = ("VERSION", "PUBLISHED", "BY", "APPROVED BY", "FROM", "REASON")
        print_table(heads, [write_row(one) for one in published])
    if drafts:
        click.echo()
        rows = [
            (one.draft_id, one.state.value, one.based_on, ", ".join(one.author_ids), one.reason)
            for one in drafts
        ]
        print_table(("DRAFT", "STATE", "CHANGES", "WRITTEN BY", "REASON"), rows)


@click.command(name="show")
@click.argument("what", required=False, metavar="[NUMBER|DRAFT]")
@needs_config
def show(config: Config, what: str | None) -> None:
    """Print the text of a version or a draft; without one, of what is in force."""
    if what is None:
        click.echo(load_policy_in_force(config).text, nl=False)
        return
    with open_database(config) as database, database.read() as stores:
        found = (
            stores.policy_versions.find(int(what)) if what.isdecimal() else stores.policy_drafts.find(what)
        )
    if found is None:
        raise Stop(f"there is no version or draft {what!r}; see: python -m idp policy versions")
    click.echo(found.text, nl=False)


def write_row(one: Version) -> tuple[object, ...]:
    """Return the cells of a version."""
    whence = f"version {one.source}" if one.origin == "return" else one.origin.value
    return (
        one.number,
        tell_moment(one.published_at),
        one.publisher_id,
        one.approver_id or "–",
        whence,
        one.reason or "–",
    )


def describe_version(one: Version) -> dict[str, object]:
    """Return a version for scripts, without its text."""
    return {
        "number": one.number,
        "digest": one.digest,
        "origin": one.origin.value,
        "source": one.source,
        "reason": one.reason,
        "author": one.author_id,
        "approver": one.approver_id,
        "publisher": one.publisher_id,
        "published_at": one.published_at,
    }


def describe_draft(one: Draft) -> dict[str, object]:
    """Return a draft for scripts, without its text."""
    return {
        "draft": one.draft_id,
        "state": one.state.value,
        "based_on": one.based_on,
        "authors": one.author_ids,
        "approver": one.approver_id,
        "reason": one.reason,
        "changed_at": one.changed_at,
    }
