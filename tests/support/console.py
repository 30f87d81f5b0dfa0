"""The console's staff, one of each role, with their apps, and their way in."""

from dataclasses import replace
from datetime import timedelta

import pyotp

from idp.admin.permissions import Role
from idp.chance import SystemChance
from idp.methods.devices import Devices
from idp.people.local import Account
from idp.people.person import Person
from tests.support.employees import HASHER, MARIA, NOON, PASSWORD
from tests.support.methods import build_telling
from tests.support.portal import sign_in
from tests.support.signing_in import OFFICE, Browser, House
from tests.support.store_keys import STORE_KEYS


def staff(person_id: str, username: str, name: str, *groups: str) -> Person:
    """Return an employee of these groups beside everybody's."""
    everybodys = frozenset({"alla-anstallda", *groups})
    return replace(MARIA, person_id=person_id, username=username, name=name, groups=everybodys)


JOHAN = staff("10a5" * 8, "johsjo001", "Johan Sjöhage", "idp-admin")
ANNA = staff("p-anna", "anelin001", "Anna Elfström Lind", "idp-helpdesk")
KARIN = staff("p-karin", "karost001", "Karin Östlund", "idp-granskare")
AHMED = staff("p-ahmed", "ahmnas001", "Ahmed Nasr", "systemagare")
"""May come in, and has no role until an application names him as its owner."""

BY_ROLE = {Role.ADMINISTRATOR: JOHAN, Role.HELPDESK: ANNA, Role.AUDITOR: KARIN}


def staff_console(house: House) -> None:
    """Employ the console's staff, each with an app."""
    for person in (JOHAN, ANNA, KARIN, AHMED):
        employ(house, person)


def employ(house: House, person: Person) -> None:
    """Employ somebody with an app."""
    devices = Devices(house.database.begin, STORE_KEYS.sealer, SystemChance(), build_telling(), "Havsvik")
    before = NOON - timedelta(minutes=5)
    with house.database.begin() as stores:
        stores.people.add(Account(person, HASHER.hash(PASSWORD)), person.username)
    pending = devices.start(person, "Jobbtelefonen", before)
    assert pending is not None
    app = pyotp.TOTP(pending.secret)
    devices.confirm(person, pending.device.device_id, app.at(before), "sv", before)
    house.apps[person.person_id] = app


def at_console(house: House, person: Person = JOHAN, to: str = "/admin", address: str = OFFICE) -> Browser:
    """Open a browser and sign in to a page of the console."""
    return sign_in(house, person, address, "app", to)
