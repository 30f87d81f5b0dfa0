"""`idp policy rehearse`: replay the last days under a draft."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import click

from idp.admin.policy.trail import TAGS, read_trail
from idp.audit.groups import group_of
from idp.clock import system_clock
from idp.config.settings import Config
from idp.ops.configured import needs_config
from idp.ops.opened import open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.policy.files import DRAFT, read_draft
from idp.ops.policy.simulate import describe_decision, tell_reason
from idp.ops.policy.words import count, tell_moment
from idp.ops.policy_file import read_policy
from idp.people.person import Person
from idp.policy.question import Subject
from idp.policy.review.rehearsal import Affected, Effect, Rehearsal, rehearse
from idp.storage.stores import Stores

CANNOT_TELL: Final = (
    "who would have come, had they known that it was open: only what was tried is recorded",
    "whether somebody who is asked for more has it: what people hold is not looked up",
    "whom an application's own wishes for a stronger or newer sign-in would have stopped: they are not recorded",
    "what an application was registered for then: today's registration is read",
    "in which groups somebody was then: today's are read, of those in the local directory",
    "silent renewals: they are judged by the sign-in that they rest on",
)
"""What the trail does not hold, so that nobody reads more out of a rehearsal than is in it."""


@click.command(name="rehearse")
@click.argument("draft", type=DRAFT)
@click.option("--days", type=click.IntRange(1, 400), default=7, show_default=True, help="How far back.")
@json_option
@needs_config
def command(config: Config, draft: Path, days: int, *, as_json: bool) -> None:
    """Replay the last days under DRAFT.

    The recorded sign-ins and opened services, and whom the draft would have hit. Each is asked again with
    what had been proved, at its own moment, once under the policy in force and once under the draft. Nothing
    is written. What the trail cannot tell is said below the list.
    """
    before, after = read_policy(config), read_draft(draft)
    since = system_clock() - timedelta(days=days)
    known: dict[str, Person | None] = {}
    with open_database(config) as database, database.read() as stores:

        def find(person_id: str) -> Subject | None:
            person = known[person_id] = stores.people.find_person(person_id)
            return Subject(person.groups, person.realm, person.is_active) if person else None

        services = read_services(stores, before.default_service)
        pages = stores.trail_pages.list_since(TAGS, since - config.sessions.absolute)
        begins = stores.trail_pages.load_start()
        found = rehearse(before, after, read_trail(pages, services), find, since)
    if as_json:
        print_json(describe(found, known, days) | {"trail_begins": begins})
        return
    print_rehearsal(found, known, days)
    if begins and begins > since:
        click.echo(f"  what happened before {tell_moment(begins)}: the trail begins then")
    short = find_shortest(config.audit.shorter.list_days())
    if short is not None and short < days:
        click.echo(
            f"  some of what happened more than {short} days ago: its details are gone (audit.shorter)"
        )


def find_shortest(shorter: Mapping[str, int]) -> int | None:
    """Return after how many days what is replayed loses its details; None when it keeps them as long as the trail."""
    return min((shorter[group] for group in set(map(group_of, TAGS)) & shorter.keys()), default=None)


def read_services(stores: Stores, default: str | None) -> Mapping[str, str | None]:
    """Return the service of each application."""
    return {client.client_id: client.service or default for client in stores.clients.list()}


def print_rehearsal(found: Rehearsal, known: Mapping[str, Person | None], days: int) -> None:
    """Print the counts, who is affected and how, who is elsewhere, and what cannot be told."""
    affected = found.list_affected()
    answers, people = count(found.replayed, "answer"), count(len(found.people), "person", "people")
    click.echo(f"The last {count(days, 'day')}: {answers} to {people} replayed.")
    click.echo(f"  {found.unchanged} as before")
    for effect in Effect:
        click.echo(f"  {tell_effect(effect, affected)}")
    moved: set[str] = set().union(*found.moved.values())
    click.echo(f"  {count(len(moved), 'person', 'people')} in another zone")
    if affected:
        click.echo()
        heads = ("PERSON", "SERVICE", "FROM", "EFFECT", "TIMES", "LAST", "WHY")
        print_table(heads, [write_row(one, known) for one in affected])
    if found.moved:
        click.echo()
        print_table(
            ("ZONE NOW", "THEN", "PEOPLE"), [(*zones, len(who)) for zones, who in found.moved.items()]
        )
    click.echo(f"\n{tell_rest(found)}")
    for why, number in found.untold.most_common():
        click.echo(f"  {number}: {why.value}")
    click.echo("\nThe trail cannot tell:")
    for one in CANNOT_TELL:
        click.echo(f"  {one}")


def tell_rest(found: Rehearsal) -> str:
    """Return whether anything is left that was not replayed."""
    if found.untold:
        return "Not replayed:"
    return (
        "Everything that was recorded was replayed."
        if found.replayed
        else "Nothing was recorded in these days."
    )


def tell_effect(effect: Effect, affected: tuple[Affected, ...]) -> str:
    """Return how often an effect comes, and to how many."""
    those = [one for one in affected if one.effect is effect]
    people = len({one.person_id for one in those})
    return f"{sum(one.times for one in those)} {effect.value} ({count(people, 'person', 'people')})"


def write_row(one: Affected, known: Mapping[str, Person | None]) -> tuple[object, ...]:
    """Return the cells of somebody who is affected."""
    where = one.before_zone if one.before_zone == one.after_zone else f"{one.before_zone} → {one.after_zone}"
    why = "; ".join(tell_why(one))
    return (
        name_person(one.person_id, known),
        one.service,
        where,
        one.effect.value,
        one.times,
        tell_moment(one.last_at),
        why,
    )


def tell_why(one: Affected) -> Iterator[str]:
    """Yield the draft's reasons, and the sign-ins that would do."""
    yield from (tell_reason(reason) for reason in one.decision.reasons)
    if one.decision.options:
        yield f"opens with {', '.join(reversed(one.decision.options))}"


def name_person(person_id: str, known: Mapping[str, Person | None]) -> str:
    """Return username and realm; the identifier of somebody who is not in the local directory."""
    person = known.get(person_id)
    return f"{person.username}@{person.realm}" if person else person_id


def describe(found: Rehearsal, known: Mapping[str, Person | None], days: int) -> dict[str, Any]:
    """Return the rehearsal for scripts."""
    affected = found.list_affected()
    return {
        "days": days,
        "replayed": found.replayed,
        "unchanged": found.unchanged,
        "people": len(found.people),
        "effects": {
            effect.value: sum(one.times for one in affected if one.effect is effect) for effect in Effect
        },
        "affected": [
            asdict(one)
            | {"person": name_person(one.person_id, known), "decision": describe_decision(one.decision)}
            for one in affected
        ],
        "moved": [
            {"before": before, "after": after, "people": sorted(name_person(one, known) for one in who)}
            for (before, after), who in found.moved.items()
        ],
        "not_replayed": {why.value: number for why, number in found.untold.items()},
        "cannot_tell": CANNOT_TELL,
    }
