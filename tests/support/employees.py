"""The employees who sign in in tests, what they know and what they have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp

from idp.methods.devices import Devices
from idp.methods.number import Number
from idp.people.hasher import Hasher
from idp.people.local import Account
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.written_once import WrittenOnce

NOON = datetime(2026, 3, 11, 11, 0, 10, tzinfo=UTC)
"""A Wednesday at noon in Sweden, ten seconds into a step of the authenticator apps."""

PASSWORD = "Havsvik-2026-blå"
HASHER = Hasher(memory_kib=8, iterations=1, concurrent=2)

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
    updated_at=NOON,
)
"""Has an app and one number."""

GUNILLA = replace(MARIA, person_id="p-gunilla", username="gunhol001", name="Gunilla Holmsand")
"""Has two numbers."""

ERIK = replace(
    MARIA, person_id="e41c" * 8, username="erikar001", name="Erik Karlsvik", email="erik@havsvik.example"
)
"""Has a mailbox, and has set up nothing."""

PER = replace(MARIA, person_id="p-per", username="perdah001", name="Per Dahlgrund", email=None)
"""Has nothing at all."""

SVEN = replace(MARIA, person_id="p-sven", username="svealm001", name="Sven Almhult")
"""Has one number, and a password that has run out."""

VIKTOR = replace(MARIA, person_id="p-viktor", username="vikper001", name="Viktor Persgård")
"""Is locked out by the directory."""

NUMBERS = {
    MARIA: ("+46701740607",),
    GUNILLA: ("+46701740608", "+46701740609"),
    SVEN: ("+46701740606",),
}


HIRED = WrittenOnce[dict[str, pyotp.TOTP]]()


def hire(database: Database, devices: Devices) -> dict[str, pyotp.TOTP]:
    """Put the employees, their numbers and Maria's app in place; return the apps by person."""
    return dict(HIRED.write(database.engine, lambda: write_everybody(database, devices)))


def write_everybody(database: Database, devices: Devices) -> dict[str, pyotp.TOTP]:
    """Have the stores write everything that `hire` puts in place."""
    phc = HASHER.hash(PASSWORD)
    with database.begin() as stores:
        for person in (MARIA, GUNILLA, ERIK, PER, SVEN, VIKTOR):
            account = Account(person, phc, is_locked=person is VIKTOR, must_change_password=person is SVEN)
            stores.people.add(account, person.username)
        for person, e164s in NUMBERS.items():
            numbers = tuple(Number(f"n{e164[-2:]}", e164, NOON) for e164 in e164s)
            stores.numbers.replace(person.person_id, numbers)
    before = NOON - timedelta(minutes=5)
    pending = devices.start(MARIA, "Jobbtelefonen", before)
    assert pending is not None
    app = pyotp.TOTP(pending.secret)
    devices.confirm(MARIA, pending.device.device_id, app.at(before), "sv", before)
    return {MARIA.person_id: app}
