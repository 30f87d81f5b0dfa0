"""What may be asked of the audit trail on the command line, and the desk that answers."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import click

from idp.admin.audit.desk import AuditDesk
from idp.audit.events import Tag
from idp.audit.search import Wanted
from idp.chance import is_identifier
from idp.config.settings import Config
from idp.ops.directories import look_up
from idp.ops.stop import Stop
from idp.people.realms import REALMS
from idp.storage.unit_of_work import Database

Command = Callable[..., Any]


class MomentType(click.ParamType[datetime]):
    """Reads an ISO 8601 moment, or a day, which begins at its midnight; UTC unless it says otherwise."""

    name = "moment"

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no moment; write 2026-11-24, or 2026-11-24T16:00 in UTC", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class KindType(click.ParamType[tuple[Tag, ...]]):
    """Reads an event's tag, or the part before its point, which stands for every tag that begins so."""

    name = "kind"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[Tag, ...]:
        tags = tuple(tag for tag in Tag if tag == value or tag.startswith(f"{value}."))
        if not tags:
            parts = sorted({tag.partition(".")[0] for tag in Tag})
            self.fail(
                f"nothing of the kind {value!r} is recorded; write one of {', '.join(parts)}", param, ctx
            )
        return tags


OPTIONS: Final = (
    click.option(
        "--person", metavar="USER@REALM", help="About this person; a person id will do for who has left."
    ),
    click.option("--by", metavar="USER@REALM", help="Done by this person; an id will do, of a program too."),
    click.option("--client", "client_id", metavar="ID", help="About this application."),
    click.option(
        "--kind",
        "kinds",
        multiple=True,
        type=KindType(),
        metavar="TAG",
        help="Of this kind: password.wrong, or password for all of them.",
    ),
    click.option("--zone", metavar="ID", help="From this zone."),
    click.option(
        "--since", type=MomentType(), metavar="MOMENT", help="The first moment: 2026-11-24T16:00, in UTC."
    ),
    click.option("--until", type=MomentType(), metavar="MOMENT", help="The last moment."),
    click.option(
        "--as", "stated", metavar="NAME", help="Who asks, where several share an account; is recorded."
    ),
)


def filter_options(command: Command) -> Command:
    """Give the command the options that say which rows."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def build_wanted(config: Config, database: Database, **given: Any) -> Wanted:
    """Return what is asked for; stop when nobody has the username."""
    person, by, kinds = given["person"], given["by"], given["kinds"]
    return Wanted(
        person_id=find_person_id(config, database, person) if person else None,
        by_id=find_person_id(config, database, by) if by else None,
        client_id=given["client_id"],
        tags=tuple(dict.fromkeys(tag for some in kinds for tag in some)),
        zone=given["zone"],
        since=given["since"],
        until=given["until"],
    )


def find_person_id(config: Config, database: Database, written: str) -> str:
    """Return the id of whom `USER@REALM` names, or the id that is written."""
    if is_identifier(written):
        return written
    username, mark, realm = written.rpartition("@")
    if not mark:
        raise Stop(f"{written!r} is no person id; write USER@REALM with one of {', '.join(REALMS)}")
    if realm not in REALMS:
        raise Stop(f"there is no realm {realm!r}; write USER@REALM with one of {', '.join(REALMS)}")
    person = look_up(config, database, realm, username)
    if person is None:
        raise Stop(f"nobody in {realm} is called {username}; the id of somebody who has left will do")
    return person.person_id


def build_desk(config: Config, database: Database) -> AuditDesk:
    """Return what searches and exports the trail."""
    key = database.audit_key
    return AuditDesk(database.begin, database.read, key, urlsplit(config.issuer).hostname or "")
