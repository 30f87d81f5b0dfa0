"""The methods over a database, with one person to try them on and texts that show what was written."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pyotp

from idp.chance import SystemChance
from idp.config.sections.sms_budget import SmsBudget
from idp.config.settings import Codes
from idp.delivery.message import Kind, Message
from idp.methods.bypass import Bypass, Checked, Reason
from idp.methods.bypasses import Bypasses, Refused
from idp.methods.check_code import CodeChecker
from idp.methods.devices import Devices
from idp.methods.limits import Limits
from idp.methods.number import Number
from idp.methods.numbers import Numbers
from idp.methods.send_code import CodeSender
from idp.methods.sms.ladder import Ladder, build_ladder
from idp.methods.telling import Telling
from idp.methods.throttle import Throttle
from idp.methods.webauthn.asking import Asking
from idp.methods.webauthn.keys import Keys
from idp.methods.webauthn.relying_party import RelyingParty
from idp.people.person import Person
from idp.storage.metadata import metadata
from idp.storage.unit_of_work import Database
from tests.support.store_keys import STORE_KEYS

NOW = datetime(2026, 11, 23, 9, 0, 10, tzinfo=UTC)
"""Ten seconds into a step of the authenticator apps."""

STEP = timedelta(seconds=30)
PRICE = Decimal(50)
"""Öre for a text message in tests."""

SECRET = b"the key of hashes in tests, long"

MARIA = Person(
    person_id="p-maria",
    realm="adm",
    username="margra001",
    name="Maria Granhage",
    given_name="Maria",
    family_name="Granhage",
    email="maria.granhage@havsvik.example",
    groups=frozenset({"alla-anstallda", "lonehandlaggare"}),
    unit="Löneenheten",
    title="lönehandläggare",
    is_active=True,
    is_protected=False,
    expires_at=None,
    updated_at=NOW,
)
GUNILLA = replace(MARIA, person_id="p-gunilla", username="gunhol001", email="gunilla@havsvik.example")
NUMBER = Number("n1", "+46701740607", NOW)

LIMITS = Limits(
    failures=10,
    failures_per_address=50,
    wait=timedelta(minutes=15),
    codes_per_hour=10,
    resend=timedelta(seconds=30),
)


def write(language: str, name: str, **parameters: object) -> tuple[str, str]:
    """Write a message as its name and what fills it, so that a test can read the code from it."""
    return f"{language} {name}", str(parameters.get("code", name))


def write_change(language: str, kind: str, by: str, **parameters: object) -> tuple[str, str]:
    """Write a notice as its name, language and code, so that a test can read the code from it."""
    return f"{language} {kind}" if by == "mail" else "", str(parameters["code"])


def build_telling() -> Telling:
    """Return what tells people of changes."""
    return Telling(SystemChance(), write_change, SECRET, lambda zone, _language: zone)


def build_throttle(database: Database) -> Throttle:
    """Return the counter of attempts."""
    return Throttle(database.begin, SECRET)


def build_sender(
    database: Database, settings: Codes | None = None, ladder: Ladder | None = None
) -> CodeSender:
    """Return the sender of codes, by default within the default settings."""
    throttle = build_throttle(database)
    return CodeSender(
        database.begin,
        SystemChance(),
        throttle,
        LIMITS,
        settings or Codes(),
        ladder or build_ladder(SmsBudget(), PRICE),
        write,
        SECRET,
    )


def build_checker(database: Database) -> CodeChecker:
    """Return the judge of codes."""
    return CodeChecker(database.begin, SECRET)


def build_devices(database: Database) -> Devices:
    """Return the keeper of authenticator apps."""
    return Devices(database.begin, STORE_KEYS.sealer, SystemChance(), build_telling(), "Havsviks kommun")


def build_numbers(database: Database) -> Numbers:
    """Return the keeper of numbers."""
    return Numbers(database.begin, SystemChance(), build_telling())


def build_bypasses(database: Database) -> Bypasses:
    """Return the keeper of temporary codes, good for half an hour, with an hour to approve a request."""
    half, whole = timedelta(minutes=30), timedelta(minutes=60)
    return Bypasses(database.begin, SystemChance(), build_telling(), half, whole, "sv", SECRET)


def hand_out(database: Database, person: Person, now: datetime = NOW) -> str:
    """Have two members of the helpdesk hand out a temporary code to the person, and return it."""
    anna, erik = (replace(MARIA, person_id=f"p-{name}-at-the-helpdesk") for name in ("anna", "erik"))
    bypasses = build_bypasses(database)
    asked = bypasses.ask(anna, person, Reason.LOST_PHONE, Checked.ID_CARD, now)
    assert isinstance(asked, Bypass)
    bypasses.approve(erik, asked.bypass_id, now)
    code = bypasses.show(anna, person, asked.bypass_id, now)
    assert not isinstance(code, Refused)
    return code


PARTY = RelyingParty("localhost", "http://localhost:8000", "E-portalen")
"""What the provider of the tests is to browsers."""


def build_asking(database: Database) -> Asking:
    """Return who asks for passkeys and security keys, and judges what they sign."""
    return Asking(database.begin, PARTY, SystemChance(), build_telling())


def build_keys(database: Database) -> Keys:
    """Return the keeper of passkeys and security keys."""
    return Keys(database.begin, PARTY, SystemChance(), build_telling())


def link_app(database: Database, person: Person = MARIA, name: str = "Jobbtelefonen") -> pyotp.TOTP:
    """Link an app to the person two steps before NOW and return it: `at(moment)` is what it shows then."""
    devices, before = build_devices(database), NOW - 2 * STEP
    pending = devices.start(person, name, before)
    assert pending is not None
    app = pyotp.TOTP(pending.secret)
    devices.confirm(person, pending.device.device_id, app.at(before), "sv", before)
    return app


def take_messages(database: Database, kind: Kind, now: datetime = NOW) -> list[Message]:
    """Take every message of this kind out of the outbox, oldest first."""
    taken = []
    with database.begin() as stores:
        while claim := stores.outbox.claim(now, (kind,), timedelta(minutes=1)):
            taken.append(claim.message)
    return taken


def list_tags(database: Database) -> list[str]:
    """Return the tags of the audit trail in their order."""
    with database.begin() as stores:
        return [row.tag for row in stores.audit.load_rows()]


def dump(database: Database) -> bytes:
    """Return everything the database holds, as a thief of a copy would read it."""
    found = []
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            found += [value for row in connection.execute(table.select()) for value in row]
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in found)
