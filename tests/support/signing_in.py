"""The whole sign-in over a real database: the demo's policy, a handful of employees, and their browsers.

What asks for a sign-in here is a door of the tests' own: GET /inside/<service> lets in whom decide() lets in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
from flask import Blueprint, Flask, redirect, request
from flask.typing import ResponseReturnValue

from idp.app.create import create_app
from idp.app.parts import AppParts
from idp.app.placing import build_placing
from idp.chance import SystemChance
from idp.config.sections.registration import Registration
from idp.config.sections.sms_budget import SmsBudget
from idp.config.settings import Codes, Config, Demo, Helpdesk, Municipality, Network
from idp.delivery.message import Message
from idp.i18n import load_catalogues
from idp.methods.check_code import CodeChecker
from idp.methods.devices import Devices
from idp.methods.limits import Limits
from idp.methods.send_code import CodeSender
from idp.methods.sms.ladder import build_ladder
from idp.methods.throttle import Throttle
from idp.people.directory import Directories, Directory
from idp.people.local import LocalDirectory
from idp.people.person import Person
from idp.policy.loading import load_policy
from idp.policy.question import Ask
from idp.sessions.cookies import Cookies
from idp.sessions.session import End, Lifetimes, Session
from idp.signin.flow import Flow
from idp.signin.interaction import Purpose, open_interaction
from idp.signin.pages.build import build_signin
from idp.signin.pages.door import Door
from idp.signin.pages.parts import SignInParts
from idp.signin.pages.visiting import Visiting
from idp.signin.proving import Proving
from idp.signin.steps.factor import FactorStep
from idp.signin.steps.keys import KeyStep
from idp.signin.steps.password import PasswordStep
from idp.signin.steps.patience import build_patience
from idp.signin.steps.sending import SendingStep
from idp.signin.visit import Reception, decide_for
from idp.storage.choices import DatabaseChoices
from idp.storage.presence import DatabasePresence
from idp.storage.unit_of_work import Database
from tests.support.browser_without_screen import ISSUER, Browser
from tests.support.employees import ERIK, GUNILLA, HASHER, MARIA, NOON, PASSWORD, PER, SVEN, VIKTOR, hire
from tests.support.methods import PRICE, build_asking, build_bypasses, build_telling, take_messages, write
from tests.support.store_keys import STORE_KEYS
from tests.support.tokens import build_recovery, build_tokens

__all__ = [
    "ERIK",
    "GUEST_WIFI",
    "GUNILLA",
    "HOME",
    "ISSUER",
    "MARIA",
    "NOON",
    "OFFICE",
    "PASSWORD",
    "PER",
    "SVEN",
    "VIKTOR",
    "Browser",
    "House",
    "StillClock",
    "build_house",
]

OFFICE, HOME, GUEST_WIFI = "192.0.2.10", "203.0.113.200", "203.0.113.5"
SECRET = b"the key of hashes in tests, long"
POLICY_FILE = Path(__file__).parents[2] / "idp/ops/demo/policy.toml"
POLICY, POLICY_TEXT = load_policy(POLICY_FILE), POLICY_FILE.read_text(encoding="utf-8")
LIFETIMES = Lifetimes()


@dataclass
class StillClock:
    """A clock that moves when it is told to."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **duration: float) -> None:
        """Move forward by the parts of a timedelta."""
        self.now += timedelta(**duration)


@dataclass
class House:
    """The provider, its employees, and the moves that tests are made of."""

    app: Flask
    database: Database
    clock: StillClock
    apps: dict[str, pyotp.TOTP]
    ended: list[tuple[str, End]]

    def browser(self, address: str = OFFICE) -> Browser:
        """Open a new browser."""
        return Browser(self.app.test_client(), address)

    def at_password(self, address: str = OFFICE, service: str = "vab", method: str = "password") -> Browser:
        """Open a browser and walk to the password by way of the office's realm and a method."""
        browser = self.browser(address).open(f"/inside/{service}").send(realm="adm")
        return browser.send(method=method) if browser.step == "method" else browser

    def at_factor(self, person: Person, method: str, address: str = HOME, service: str = "vab") -> Browser:
        """Open a browser and walk to the second factor."""
        return self.at_password(address, service, method).send(username=person.username, password=PASSWORD)

    def last_code(self) -> str:
        """Return the code sent last, by text message or e-mail."""
        return self.take_codes()[-1][1]

    def take_codes(self) -> list[tuple[str, str]]:
        """Take every message waiting, and return the codes among them as destination and code."""
        now = self.clock()
        messages = take_messages(self.database, "sms", now) + take_messages(self.database, "mail", now)
        return [(one.to, one.body) for one in sorted(messages, key=sent_at) if one.purpose == "code"]

    def app_code(self, person: Person) -> str:
        """Return what the person's app shows now."""
        return self.apps[person.person_id].at(self.clock())

    def count_live_sessions(self, person: Person) -> int:
        """Return how many sessions the person has."""
        with self.database.begin() as stores:
            return len(stores.sessions.list_live(person.person_id, self.clock(), LIFETIMES.idle))

    def tags(self) -> list[str]:
        """Return the tags of the audit trail in order."""
        with self.database.begin() as stores:
            return [row.tag for row in stores.audit.load_rows()]


def sent_at(message: Message) -> datetime:
    """Return when the message was written."""
    return message.created_at


def build_house(
    database: Database,
    *,
    directory: Directory | None = None,
    codes: Codes | None = None,
    sms_budget: SmsBudget | None = None,
    wake: Callable[[], None] | None = None,
    demo: Demo | None = None,
    trusted_proxies: tuple[str, ...] = (),
    extra: Blueprint | None = None,
) -> House:
    """Return the provider over an empty database, with its employees in it."""
    clock, chance, ended = StillClock(), SystemChance(), []
    municipality = Municipality(
        name="Havsviks kommun",
        helpdesk=Helpdesk(email="it.kundtjanst@havsvik.example", phone="0980-319 200"),
    )
    config = Config(
        issuer=ISSUER,
        database="",
        keys=Path(),
        policy=Path(),
        municipality=municipality,
        network=Network(trusted_proxies=trusted_proxies),
        registration=Registration(enabled=True),
        codes=codes or Codes(),
        demo=demo or Demo(),
    )
    settings = config.passwords
    limits = Limits(
        settings.failures,
        settings.failures_per_address,
        timedelta(seconds=settings.wait_seconds),
        config.codes.per_hour,
        timedelta(seconds=config.codes.resend_seconds),
        config.codes.per_number_per_hour,
        config.codes.per_address_per_hour,
    )
    ladder = build_ladder(sms_budget or SmsBudget(), PRICE)
    begin, zones, catalogues = database.begin, POLICY.zones, load_catalogues()
    realms: dict[str, Directory] = {
        name: LocalDirectory(name, begin, database.read, HASHER) for name in ("skola", "adm")
    }
    if directory:
        realms["adm"] = directory
    directories = Directories(realms)
    throttle, devices = (
        Throttle(begin, SECRET),
        Devices(begin, STORE_KEYS.sealer, chance, build_telling(), "Havsvik"),
    )

    def end_session(session: Session, now: datetime, why: End) -> None:
        with begin() as stores:
            stores.sessions.end([session.sid], now, why)
        ended.append((session.person_id, why))

    cookies = Cookies(is_secure=False)
    visiting = Visiting(
        Reception(begin, DatabasePresence(database), directories, end_session, LIFETIMES),
        cookies,
        SECRET,
        build_placing(config, zones, cookies),
        clock,
        chance,
        tuple(catalogues),
    )
    parts = SignInParts(
        policy=POLICY,
        catalogues=catalogues,
        realms=("skola", "adm"),
        visiting=visiting,
        flow=Flow(POLICY, begin, database.read, DatabaseChoices(database), directories, chance, ladder),
        proving=Proving(begin, chance, LIFETIMES, end_session),
        password=PasswordStep(directories, throttle, limits, zones, begin, SECRET),
        sending=SendingStep(
            CodeSender(begin, chance, throttle, limits, config.codes, ladder, write, SECRET),
            config.codes,
            begin,
            wake or (lambda: None),
            zones,
            build_patience(2, lambda _: None),
        ),
        factor=FactorStep(
            CodeChecker(begin, SECRET),
            devices,
            build_bypasses(database),
            build_tokens(database),
            build_recovery(database),
            throttle,
            limits,
            zones,
            begin,
        ),
        keys=KeyStep(build_asking(database), directories, throttle, limits, zones, begin),
    )
    app = create_app(
        AppParts(
            config=config,
            policy=POLICY,
            catalogues=catalogues,
            visiting=visiting,
            clock=clock,
            chance=chance,
            blueprints=(
                build_signin(Door(parts)),
                build_inside(parts, database),
                *([extra] if extra else []),
            ),
            is_ready=lambda: True,
        )
    )
    return House(app, database, clock, hire(database, devices), ended)


def build_inside(parts: SignInParts, database: Database) -> Blueprint:
    """Return the tests' own door to services, which sends people to sign in and says whom it let in."""
    blueprint = Blueprint("inside", __name__)

    @blueprint.get("/")
    def home() -> str:
        visit = parts.visiting.current()
        return f"start page of {visit.person.name if visit.person else 'nobody'}"

    @blueprint.get("/inside/<service>")
    def inside(service: str) -> ResponseReturnValue:
        visit = parts.visiting.current()
        ask = Ask(level=request.args.get("level"))
        if "fresh" in request.args:
            ask = replace(ask, fresh_after=visit.now)
        decision = decide_for(POLICY, visit, service, replace(ask, fresh_after=None))
        if decision.is_allowed and "fresh" not in request.args and visit.person and decision.acr:
            return f"inside {service}: {visit.person.name} by {decision.acr.level}/{decision.acr.zone}"
        if visit.person and decision.outcome != "needs_proof" and "fresh" not in request.args:
            return f"outside {service}: {decision.outcome}", 403
        wanted: dict[str, Any] = {"path": f"/inside/{service}"}
        if "level" in request.args:
            wanted["path"] += f"?level={request.args['level']}"
        with database.begin() as stores:
            interaction = open_interaction(
                stores,
                new_id=SystemChance().identifier,
                now=visit.now,
                browser_hash=visit.browser_hash,
                purpose=Purpose.PORTAL,
                request=wanted,
                service=service,
                ask=ask,
            )
        return redirect(f"/signin/{interaction.interaction_id}", 303)

    return blueprint
