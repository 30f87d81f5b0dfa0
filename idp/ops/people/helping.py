"""`idp people search|show|why|unlock|reset|end-sessions`: what the helpdesk does, from the command line."""

from datetime import datetime

import click
import msgspec

from idp.admin.people.answers import PersonSheet
from idp.admin.people.decision_words import write_part
from idp.admin.people.finder import Asked, Note
from idp.admin.people.helped import Done, NotDone
from idp.admin.people.operations import SENTENCES
from idp.admin.people.telling import tell_found, tell_sheet, tell_why
from idp.admin.people.why import Case, UnknownPlace
from idp.clock import system_clock
from idp.config.settings import Config
from idp.methods.bypass import Checked, Reason
from idp.methods.reset import Item, ItemKind, Reset, read_item
from idp.ops.configured import needs_config
from idp.ops.directories import describe, tell
from idp.ops.output import json_option, print_json, print_table
from idp.ops.people.house import AtTheDesk, open_house
from idp.ops.policy.simulate import read_moment
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.policy.methods import METHODS
from idp.policy.rules import Policy

realm_option = click.option("--realm", type=click.Choice(REALMS), required=True, help="Where they work.")
NOBODY = "none"


@click.command()
@click.argument("words", nargs=-1)
@click.option("--realm", type=click.Choice(REALMS), help="Only those who work there.")
@click.option("--group", help="Only the members of this group.")
@click.option("--limit", type=click.IntRange(1, 200), default=50, show_default=True)
@json_option
@needs_config
def search(
    config: Config, words: tuple[str, ...], realm: str | None, group: str | None, limit: int, as_json: bool
) -> None:
    """Find people by the beginnings of names, usernames, employments or mail addresses."""
    with open_house(config) as desk:
        asked = Asked(" ".join(words), realm, group, limit=limit)
        found = tell_found(desk.house.finder.find(desk.actor, asked, system_clock()))
    if as_json:
        print_json(msgspec.to_builtins(found))
        return
    heads = ("realm", "username", "name", "unit", "employee_id")
    print_table(heads, [[getattr(line, head) or "" for head in heads] for line in found.items])
    if found.after:
        click.echo(f"There are more than {limit}; write more words.", err=True)
    for note in found.notes:
        click.echo(NOTES[Note(note.note)].format(realm=note.realm), err=True)


NOTES = {
    Note.AWAY: "The directory of {realm} does not answer; it may hold more.",
    Note.CUT: "{realm} holds more than is shown; write more words.",
    Note.WORDS_ONLY: "The directory of {realm} can be searched by words only.",
}


@click.command()
@click.argument("username")
@realm_option
@json_option
@needs_config
def show(config: Config, username: str, realm: str, as_json: bool) -> None:
    """Show what is known of one person, what they sign in with, what is blocked and where they are signed in.

    Recorded in the audit trail. Whatever directory they are in.
    """
    now = system_clock()
    with open_house(config) as desk:
        person = desk.get_person(realm, username, now)
        told = tell_sheet(desk.house.desk.open(desk.actor, person.person_id, now), desk.actor)
    facts = describe(person) | {"recovery codes left": str(told.recovery_codes_left)}
    lists = {"signs in with": told.things, "blocked": told.blocks, "signed in": told.open_sign_ins}
    if as_json:
        print_json(facts | {name: msgspec.to_builtins(listed) for name, listed in lists.items()})
        return
    print_table(("what", "is"), tuple(facts.items()))
    print_lists(told)


def print_lists(told: PersonSheet) -> None:
    """Print what somebody signs in with, what is blocked, and where they are signed in; nothing of what is empty."""
    things = [(one.item, one.name, tell(one.last_used_at)) for one in told.things]
    blocks = [(one.kind, one.place or "anywhere", tell(one.until)) for one in told.blocks]
    open_now = [
        (one.sid, one.zone, ",".join(one.methods), tell(one.started_at)) for one in told.open_sign_ins
    ]
    for heads, rows in (
        (("signs in with", "name", "last used"), things),
        (("blocked", "where", "until"), blocks),
        (("signed in", "zone", "methods", "since"), open_now),
    ):
        if rows:
            click.echo()
            print_table(heads, rows)


@click.command()
@click.argument("username")
@realm_option
@click.option("--service", required=True, help="The service they cannot open.")
@click.option("--zone", required=True, help="Where they are, by the zone's name.")
@click.option(
    "--method",
    default=NOBODY,
    show_default=True,
    help='How they have signed in: a level of the policy, or methods such as "password,totp".',
)
@click.option(
    "--at", "written_at", metavar="TIME", help="When, Swedish wall time: 2026-11-24T05:50. Now unless said."
)
@click.option("--language", default="sv", show_default=True, help="Of the sentences that the person reads.")
@json_option
@needs_config
def why(
    config: Config,
    username: str,
    realm: str,
    service: str,
    zone: str,
    method: str,
    written_at: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Say why somebody cannot get in: what they read, the whole decision, and their latest refusals."""
    now = system_clock()
    with open_house(config) as desk:
        parts = desk.house.parts
        if language not in parts.catalogues:
            raise Stop(f"there are no texts in {language!r}; write one of {', '.join(parts.catalogues)}")
        case = Case(service, zone, read_methods(parts.policy, method), read_moment(written_at))
        person = desk.get_person(realm, username, now)
        try:
            found = desk.house.explaining.explain(desk.actor, person.person_id, case, language, now)
        except UnknownPlace as unknown:
            raise Stop(str(unknown)) from None
    if as_json:
        print_json(msgspec.to_builtins(tell_why(found)))
        return
    answer = found.answer
    if answer is None:
        return
    click.echo(f"{service}: {answer.decision.outcome.value.replace('_', ' ')}")
    for sentence in (*answer.explanation.ways, *answer.explanation.reasons):
        click.echo(f"  reads: {sentence}")
    for reason in answer.decision.reasons:
        click.echo(f"  why: {write_part(reason)}")
    for change in answer.changes:
        click.echo(f"  would get in: {write_part(change)}")
    for told in found.told:
        click.echo(f"  refused {told.at:%Y-%m-%d %H:%M} UTC: {told.outcome} by {told.client_id or '–'}")


def read_methods(policy: Policy, method: str) -> tuple[str, ...]:
    """Return what was proved: the methods of a level, methods by name, or nothing."""
    if method == NOBODY:
        return ()
    if level := policy.levels.get(method):
        return tuple(name for name in METHODS if name in level.methods)
    return tuple(method.split(","))


@click.command()
@click.argument("username")
@realm_option
@json_option
@needs_config
def unlock(config: Config, username: str, realm: str, as_json: bool) -> None:
    """Forget every wrong guess at somebody's account, and open a local one that is locked."""
    now = system_clock()
    with open_house(config) as desk:
        person = desk.get_person(realm, username, now)
        done = desk.house.desk.unlock(desk.actor, person.person_id, now)
    say(count(done), f"{username} is unlocked; {{}} blocks were on.", as_json=as_json)


@click.command(name="end-sessions")
@click.argument("username")
@realm_option
@click.option("--sid", help="Only this one; see: python -m idp people show")
@json_option
@needs_config
def end_sessions(config: Config, username: str, realm: str, sid: str | None, as_json: bool) -> None:
    """End every sign-in of somebody, or one; the applications are told."""
    now = system_clock()
    with open_house(config) as desk:
        person, people = desk.get_person(realm, username, now), desk.house.desk
        if sid:
            done = people.end_one(desk.actor, person.person_id, sid, now)
        else:
            done = people.end_all(desk.actor, person.person_id, now)
    if done is NotDone.NOTHING:
        raise Stop(f"{username} has no such sign-in open" if sid else f"{username} is signed in nowhere")
    say(count(done), f"{{}} sign-ins of {username} ended.", as_json=as_json)


@click.command()
@click.argument("username")
@realm_option
@click.option(
    "--item",
    "items",
    multiple=True,
    help="One thing as `show` names it, such as device:1f3a; repeat for several.",
)
@click.option("--all", "is_all", is_flag=True, help="Everything but the password.")
@click.option("--reason", type=click.Choice([one.value for one in Reason]), required=True)
@click.option(
    "--checked",
    type=click.Choice([one.value for one in Checked]),
    required=True,
    help="How it was made sure who they are.",
)
@click.option("--yes", is_flag=True, help="Without asking.")
@json_option
@needs_config
def reset(
    config: Config,
    username: str,
    realm: str,
    items: tuple[str, ...],
    is_all: bool,
    reason: str,
    checked: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Take away what somebody signs in with; they are told, and signed out everywhere."""
    if bool(items) == is_all:
        raise Stop("name things by --item, or all of them by --all")
    now = system_clock()
    with open_house(config) as desk:
        person = desk.get_person(realm, username, now)
        wanted = read_items(items) if items else list_all(desk, person.person_id, now)
        if not yes:
            click.confirm(f"Take away {len(wanted)} things of {username}?", abort=True, err=True)
        done = desk.house.resetting.ask(
            desk.actor, person.person_id, wanted, Reason(reason), Checked(checked), now
        )
    if isinstance(done, Reset):
        raise Stop("somebody else must approve it, in the console")
    say(count(done), f"{{}} things of {username} are gone.", as_json=as_json)


def say(done: int, sentence: str, *, as_json: bool) -> None:
    """Print of how many things it was done: as a number for scripts, or in a sentence."""
    if as_json:
        print_json({"count": done})
    else:
        click.echo(sentence.format(done))


def read_items(written: tuple[str, ...]) -> list[Item]:
    """Return the things that are named so; stop at one that is none."""
    items = []
    for one in written:
        item = read_item(one)
        if item is None:
            raise Stop(f"{one!r} names nothing; see: python -m idp people show")
        items.append(item)
    return items


def list_all(desk: AtTheDesk, person_id: str, now: datetime) -> list[Item]:
    """Return everything that can be taken away."""
    found = desk.house.desk.open(desk.actor, person_id, now)
    recovery = [Item(ItemKind.RECOVERY)] if found.has_recovery else []
    return [*(thing.item for thing in found.things), *recovery]


def count(done: Done | NotDone) -> int:
    """Return of how many things it was done; stop when of none."""
    if isinstance(done, NotDone):
        raise Stop(SENTENCES[done])
    return done.count


COMMANDS = (search, show, why, unlock, reset, end_sessions)
