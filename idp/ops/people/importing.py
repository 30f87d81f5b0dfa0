"""`idp people import`: take people in from a table of text, all of them or none."""

import os
import sys
from datetime import datetime
from pathlib import Path
from pwd import getpwuid

import click

from idp.admin.actor import Actor, build_operator
from idp.admin.people_import.columns import CALLED, Column
from idp.admin.people_import.desk import Done, NoUpload, PeopleImport, Stopped
from idp.admin.people_import.preview import BRAKE_PERCENT, Kind, Preview
from idp.admin.people_import.row import MOST_BYTES, Refused, Why, WrongFile, WrongFileKind
from idp.admin.roles.bringing import build_bringing
from idp.chance import SystemChance
from idp.clock import system_clock
from idp.config.settings import Config
from idp.oidc.logout.ending import Logout
from idp.ops.configured import needs_config
from idp.ops.keeping import last_option, open_keeping, stopping
from idp.ops.opened import load_subject_key, open_database
from idp.ops.output import json_option, print_json, print_table
from idp.ops.passwords import build_hasher
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.sessions.session import End
from idp.storage.unit_of_work import Database

FILE: dict[WrongFileKind, str] = {
    WrongFileKind.LARGE: "it is larger than 32 MiB; split it",
    WrongFileKind.ROWS: "it has more than 100 000 lines; split it",
    WrongFileKind.ENCODING: "it is not UTF-8 text; save it as CSV UTF-8",
    WrongFileKind.TABLE: "line {place} is no line of a table: see to its quotation marks",
    WrongFileKind.EMPTY: "it holds nobody; the first line names the columns",
    WrongFileKind.UNKNOWN: "column {place} is unknown; docs/provisioning.md lists the columns",
    WrongFileKind.TWICE: "column {place} is there twice",
    WrongFileKind.MISSING: "a column named användarnamn or username is needed",
}
LINE: dict[Why, str] = {
    Why.CELLS: "it has more or fewer cells than the first line",
    Why.USERNAME: "the username must be 1 to 64 letters and digits without blanks",
    Why.REALM: f"the directory must be one of {', '.join(REALMS)} that is kept here; or give --realm",
    Why.TWICE: "an earlier line names the same person",
    Why.EMPLOYEE_TWICE: "somebody else has the employment number",
    Why.NAMES: "somebody new needs a given name and a family name",
    Why.CELL: "what the column {column} holds cannot be kept",
    Why.SHOWN: "it would lay open a protected identity",
    Why.BRINGS: "the column {column} names a group that brings more in the console than you may give",
}


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--realm", type=click.Choice(REALMS), help="Where people are whose line does not say.")
@click.option("--disable-missing", is_flag=True, help="Keep out those whom the file does not name.")
@click.option("--many", is_flag=True, help=f"Also when that is more than {BRAKE_PERCENT} % of a directory.")
@last_option
@click.option("--preview", "only_looks", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--yes", is_flag=True, help="Take the file in without asking.")
@json_option
@needs_config
def import_command(
    config: Config,
    /,
    file: Path,
    realm: str | None,
    disable_missing: bool,
    many: bool,
    even_the_last: bool,
    only_looks: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Take people in from a CSV file, or change those who are here.

    Every line is judged before anything is changed; one that is refused keeps the whole file out.
    """
    if file.stat().st_size > MOST_BYTES:
        raise Stop(f"{file.name}: {FILE[WrongFileKind.LARGE]}")
    actor, now = build_operator(getpwuid(os.getuid()).pw_name), system_clock()
    with open_database(config) as database, stopping():
        desk = build_desk(config, database, even_the_last=even_the_last)
        try:
            upload_id = desk.prepare(actor, file.read_bytes(), realm, now, disables_missing=disable_missing)
        except WrongFile as wrong:
            raise Stop(f"{file.name}: {FILE[wrong.kind].format(place=wrong.place)}") from None
        preview = desk.preview(actor, upload_id, now, tell_progress)
        show(preview, as_json=as_json)
        if only_looks or not preview.does_something or not preview.is_clean:
            desk.drop(actor, upload_id, now)
            if not preview.is_clean:
                raise Stop(
                    f"{file.name} has {preview.counts[Kind.REFUSED]} refused lines; nothing was changed"
                )
            return
        if not yes:
            click.confirm("Take it in?", abort=True, err=True)
        take_in(desk, actor, upload_id, preview, now, many=many)


def take_in(
    desk: PeopleImport, actor: Actor, upload_id: str, preview: Preview, now: datetime, *, many: bool
) -> None:
    """Take the file in as it was looked at; stop when it is not."""
    try:
        done = desk.apply(
            actor, upload_id, preview.fingerprint, now, passes_brake=many, progress=tell_progress
        )
    except NoUpload:
        raise Stop("the file was taken in by somebody else meanwhile") from None
    match done:
        case Done(counts):
            told = ", ".join(f"{counts[kind]} {kind}" for kind in Kind if counts[kind])
            click.echo(f"Done: {told}. Delete the file when nobody needs it.", err=True)
        case Stopped.BRAKE:
            percent = f"more than {BRAKE_PERCENT} % of a directory would be kept out"
            raise Stop(f"{percent}; see that the file is whole, then add --many; nothing was changed")
        case Stopped.MOVED | Stopped.REFUSED:
            raise Stop("somebody changed the directory meanwhile; run the command again; nothing was changed")


def build_desk(config: Config, database: Database, *, even_the_last: bool = False) -> PeopleImport:
    """Return the desk; the process that serves sends the notices of those who are signed out."""
    chance = SystemChance()
    logout = Logout(database.begin, chance, subject_key=load_subject_key(config))
    return PeopleImport(
        database.begin,
        database.read,
        chance,
        tuple(realm for realm in REALMS if config.directories.of(realm).kind != "ldap"),
        lambda stores, person_id, now: logout.end_all(
            stores, person_id, config.sessions.idle, now, End.REVOKED
        ),
        lambda: None,
        build_hasher(config).hash(chance.token()),
        open_keeping(config, database, even_the_last=even_the_last),
        build_bringing(config.console),
    )


def tell_progress(count: int) -> None:
    """Show how far it has come, to people only."""
    if sys.stderr.isatty():
        click.echo(f"\r{count} lines …", nl=False, err=True)


def show(preview: Preview, *, as_json: bool) -> None:
    """Print what would change: how many, and the first of each kind."""
    if as_json:
        print_json(
            {
                "counts": {kind.value: count for kind, count in preview.counts.items()},
                "added": [{"line": one.line, "username": one.username} for one in preview.added],
                "changed": [
                    {"line": one.line, "username": one.username, "fields": list(one.fields)}
                    for one in preview.changed
                ],
                "disabled": [{"realm": one.realm, "username": one.username} for one in preview.missing],
                "refused": [{"line": one.line, "why": word(one)} for one in preview.refused],
                "brakes": preview.brakes,
            }
        )
        return
    print_table(("what", "how many"), [(kind.value, count) for kind, count in preview.counts.items()])
    for one in preview.changed:
        click.echo(f"line {one.line}: {one.username} changes {', '.join(one.fields)}")
    for gone in preview.missing:
        click.echo(f"{gone.realm}: {gone.username} may no longer sign in")
    for refused in preview.refused:
        click.echo(f"line {refused.line}: {word(refused)}", err=True)


def word(refused: Refused) -> str:
    """Return why a line is refused."""
    column = "" if refused.column is None else CALLED[Column(refused.column)]["sv"][0]
    return LINE[refused.why].format(column=column)
