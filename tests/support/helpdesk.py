"""Two members of the helpdesk, one in each realm, with their apps, and their way through its pages."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp

from idp.chance import SystemChance
from idp.methods.devices import Devices
from idp.people.local import Account
from idp.people.person import Person
from tests.support.employees import HASHER, MARIA, NOON, PASSWORD
from tests.support.methods import build_telling
from tests.support.portal import sign_in
from tests.support.signing_in import OFFICE, Browser, House
from tests.support.store_keys import STORE_KEYS

STAFF = frozenset({"alla-anstallda", "idp-helpdesk"})
ANNA = replace(MARIA, person_id="p-anna", username="anelin001", name="Anna Elfström Lind", groups=STAFF)
MIKAEL = replace(
    MARIA, person_id="p-mikael", username="mikson001", name="Mikael Sonesund", realm="skola", groups=STAFF
)
NAMESAKE = replace(MARIA, person_id="p-namesake", name="Berit Berglund", realm="skola")
"""Has Maria's username in the other realm, and is somebody else."""


def staff_helpdesk(house: House) -> None:
    """Employ Anna and Mikael, each with an app, and Maria's namesake."""
    devices = Devices(house.database.begin, STORE_KEYS.sealer, SystemChance(), build_telling(), "Havsvik")
    phc, before = HASHER.hash(PASSWORD), NOON - timedelta(minutes=5)
    with house.database.begin() as stores:
        for person in (ANNA, MIKAEL, NAMESAKE):
            stores.people.add(Account(person, phc), person.username)
    for person in (ANNA, MIKAEL):
        pending = devices.start(person, "Jobbtelefonen", before)
        assert pending is not None
        app = pyotp.TOTP(pending.secret)
        devices.confirm(person, pending.device.device_id, app.at(before), "sv", before)
        house.apps[person.person_id] = app


def at_helpdesk(house: House, staff: Person = ANNA, address: str = OFFICE, to: str = "/helpdesk") -> Browser:
    """Open a browser and sign in to the helpdesk's pages."""
    return sign_in(house, staff, address, "app", to)


def ask_for(browser: Browser, username: str = "erikar001", realm: str = "adm", **changes: str) -> Browser:
    """Ask for a temporary code for somebody."""
    form = {"realm": realm, "username": username, "reason": "lost_phone", "checked": "id_card"} | changes
    return browser.open("/helpdesk/new").send(**form)


def read_code(browser: Browser) -> str:
    """Return the code that the page shows."""
    found = re.search(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", browser.text)
    assert found, browser.text
    return found[1]
