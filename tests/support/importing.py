"""A desk that takes people in from files, over a real database."""

from datetime import timedelta

from idp.admin.actor import Actor, build_operator
from idp.admin.people_import.desk import Done, PeopleImport, Stopped
from idp.admin.people_import.preview import Preview
from idp.admin.roles.bringing import build_bringing
from idp.chance import SystemChance
from idp.config.sections.console import Console
from idp.oidc.logout.ending import Logout
from idp.policy.rules import Policy
from idp.sessions.session import End
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.policies import keep_group

OPERATOR = build_operator("kommun")
IDLE = timedelta(minutes=30)


def build_import(database: Database, policy: Policy | None = None) -> PeopleImport:
    """Return the desk."""
    logout = Logout(database.begin, SystemChance(), subject_key=b"s" * 32)
    return PeopleImport(
        database.begin,
        database.read,
        SystemChance(),
        ("skola", "adm"),
        lambda stores, person_id, now: logout.end_all(stores, person_id, IDLE, now, End.REVOKED),
        lambda: None,
        "nobody's hash",
        keep_group(database, policy),
        build_bringing(Console()),
    )


def look(
    desk: PeopleImport,
    text: str,
    actor: Actor = OPERATOR,
    realm: str | None = "adm",
    *,
    disables: bool = False,
) -> tuple[str, Preview]:
    """Send a file and return its id and what it would do."""
    upload_id = desk.prepare(actor, text.encode(), realm, NOW, disables_missing=disables)
    return upload_id, desk.preview(actor, upload_id, NOW)


def take(
    desk: PeopleImport, text: str, actor: Actor = OPERATOR, *, disables: bool = False, passes: bool = False
) -> Done | Stopped:
    """Send a file, look at it, and take it in."""
    upload_id, preview = look(desk, text, actor, disables=disables)
    return desk.apply(actor, upload_id, preview.fingerprint, NOW, passes_brake=passes)
