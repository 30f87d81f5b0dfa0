"""The helpdesk's desk of people over a database, with the employees of the tests, and those who work at it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.admin.actor import Actor, Kind
from idp.admin.people.blocks import Blocks
from idp.admin.people.desk import PeopleDesk
from idp.admin.people.envelope import Envelopes
from idp.admin.people.finder import Finder
from idp.admin.people.resetting import Resetting
from idp.admin.people.taking import Taking
from idp.admin.people.why import Explaining
from idp.admin.permissions import GRANTED, Permission, Role
from idp.chance import SystemChance
from idp.i18n import load_catalogues
from idp.methods.throttle import Throttle
from idp.oidc.logout.ending import Logout
from idp.people.directory import Directories
from idp.people.local import LocalDirectory
from idp.sessions.session import AuthenticationEvent, Session
from idp.storage.unit_of_work import Database
from tests.support.employees import HASHER, NOON, hire
from tests.support.methods import LIMITS, SECRET, build_devices, build_telling, take_messages
from tests.support.signing_in import POLICY
from tests.support.store_keys import STORE_KEYS

IDLE = timedelta(minutes=15)
HELP = GRANTED[Role.HELPDESK]


def build_staff(person_id: str, *more: Permission) -> Actor:
    """Return a member of the helpdesk, in the office."""
    return Actor(
        Kind.PERSON, person_id, HELP | set(more), frozenset({Role.HELPDESK}), person_id, "admin", "192.0.2.10"
    )


ANNA, MIKAEL = build_staff("p-anna"), build_staff("p-mikael")
TRUSTED = build_staff("p-trusted", Permission.PEOPLE_PROTECTED)
"""May see protected people."""

PROGRAM = Actor(Kind.CLIENT, "service-desk", HELP)
AUDITOR = Actor(Kind.PERSON, "p-auditor", GRANTED[Role.AUDITOR], person_id="p-auditor")
OWNER = Actor(Kind.PERSON, "p-owner", GRANTED[Role.OWNER], person_id="p-owner")
"""May see nobody."""


@dataclass(frozen=True, slots=True)
class Desks:
    """Everything there is for people."""

    database: Database
    finder: Finder
    people: PeopleDesk
    resetting: Resetting
    explaining: Explaining

    def last_event(self) -> dict[str, str]:
        """Return the newest row of the trail: its tag, and what it says."""
        with self.database.read() as stores:
            *_, row = stores.audit.load_rows()
        return {"tag": row.tag, "fields": row.fields}


def build_desks(database: Database, *, takes_two: bool = True) -> Desks:
    """Employ everybody and open the desks. One realm is searched; the other is as empty."""
    hire(database, build_devices(database))
    take_messages(database, "sms", NOON)
    take_messages(database, "mail", NOON)
    begin, chance = database.begin, SystemChance()
    directories = Directories(
        {
            realm: LocalDirectory(realm, begin, database.read, HASHER, frozenset({"adm", "skola"}) - {realm})
            for realm in ("skola", "adm")
        }
    )
    logout = Logout(begin, chance, subject_key=SECRET)
    taking = Taking(build_telling(), logout, IDLE, "sv")
    return Desks(
        database,
        Finder(begin, Envelopes(STORE_KEYS.sealer), {}),
        PeopleDesk(begin, directories, Blocks(Throttle(begin, SECRET), LIMITS), logout, POLICY, IDLE),
        Resetting(begin, directories, taking, chance, takes_two, timedelta(minutes=60)),
        Explaining(begin, directories, POLICY, load_catalogues()),
    )


def open_session(database: Database, person_id: str, sid: str = "s1", now: datetime = NOON) -> None:
    """Sign somebody in, from home."""
    events = tuple(AuthenticationEvent(method, now, "remote") for method in ("password", "totp"))
    session = Session(sid, person_id, "adm", events, "remote", now, now, now + timedelta(hours=10))
    with database.begin() as stores:
        stores.sessions.add(session, f"hash of {sid}")
