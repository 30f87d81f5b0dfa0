"""The whole provider as it is wired, over a real database, with the employees of `signing_in` and their browsers."""

import re
from collections.abc import Mapping
from pathlib import Path

from idp.chance import SystemChance
from idp.config.sections.enrolment import Enrolment
from idp.config.settings import Config, Demo, Helpdesk, Municipality, Passwords
from idp.i18n import Catalogue, load_catalogues
from idp.methods.devices import Devices
from idp.people.person import Person
from idp.signing.live_keyring import LiveKeyring
from idp.storage.unit_of_work import Database
from idp.wiring import Parts, build_app, build_directories, build_dispatcher
from tests.support.made_keys import put_keys
from tests.support.methods import build_telling, take_messages
from tests.support.signing_in import (
    ISSUER,
    OFFICE,
    PASSWORD,
    POLICY,
    POLICY_TEXT,
    SECRET,
    Browser,
    House,
    StillClock,
    hire,
)
from tests.support.store_keys import STORE_KEYS


def build_portal_house(
    database: Database,
    keys: Path,
    demo: Demo | None = None,
    enrolment: Enrolment | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
) -> House:
    """Return the provider over an empty database, with its employees in it. Keys are made in `keys` unless it is there."""
    clock = StillClock()
    parts = build_portal_parts(database, keys, clock, demo, enrolment, catalogues)
    app = build_app(parts, build_dispatcher(parts))
    devices = Devices(database.begin, STORE_KEYS.sealer, parts.chance, build_telling(), "Havsvik")
    return House(app, database, clock, hire(database, devices), [])


def build_portal_parts(
    database: Database,
    keys: Path,
    clock: StillClock,
    demo: Demo | None = None,
    enrolment: Enrolment | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
) -> Parts:
    """Return what the provider is made of. Keys are made in `keys` unless it is there."""
    chance = SystemChance()
    if not keys.is_dir():
        put_keys(keys)
    config = Config(
        issuer=ISSUER,
        database="",
        keys=keys,
        policy=Path(),
        municipality=Municipality(
            name="Havsviks kommun",
            helpdesk=Helpdesk(email="it.kundtjanst@havsvik.example", phone="0980-319 200"),
        ),
        passwords=Passwords(memory_kib=8, iterations=1),
        demo=demo or Demo(),
        enrolment=enrolment or Enrolment(),
    )
    return Parts(
        config=config,
        policy=POLICY,
        policy_text=POLICY_TEXT,
        clock=clock,
        chance=chance,
        database=database,
        keyring=LiveKeyring(keys),
        sealer=STORE_KEYS.sealer,
        csrf_key=SECRET,
        secret=SECRET,
        subject_key=SECRET,
        senders={},
        directories=build_directories(config, database, chance),
        catalogues=catalogues or load_catalogues(),
    )


def sign_in(
    house: House, person: Person, address: str = OFFICE, level: str = "password", to: str = "/"
) -> Browser:
    """Open a browser, go to a page of the portal and sign in on the way; refuse the offer to set up a factor."""
    browser = house.browser(address).open(to).send(realm=person.realm)
    if browser.step == "method":
        browser.send(method=level)
    browser.send(username=person.username, password=PASSWORD)
    if browser.step == "app":
        house.clock.advance(seconds=30)
        browser.send(code=house.app_code(person))
    if browser.step == "code":
        browser.send(code=read_code(house.last_code()))
    return browser.send(action="later") if browser.step == "protect" else browser


def sign_in_again(house: House, browser: Browser, person: Person) -> Browser:
    """Give the password that the page asks for."""
    if browser.step == "method":
        browser.send(method="password")
    return browser.send(username=person.username, password=PASSWORD)


def read_code(body: str) -> str:
    """Return the one-time code that a message holds."""
    found = re.search(r"\b[2-9BCDFGHJKMNPQRSTVWXZ]{6}\b", body)
    assert found is not None, body
    return found[0]


def list_notices(house: House) -> list[str]:
    """Return whom the mails written at this moment go to."""
    now = house.clock()
    return [mail.to for mail in take_messages(house.database, "mail", now) if mail.created_at == now]
