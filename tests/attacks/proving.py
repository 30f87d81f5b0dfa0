"""The two steps that judge passwords and second factors, as the sign-in pages use them, and visits from any address."""

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from idp.methods.attempt import Attempt
from idp.people.directory import Directories
from idp.policy.address import place
from idp.policy.decide import Ask
from idp.policy.loading import load_policy
from idp.signin.interaction import Interaction, Purpose
from idp.signin.steps.factor import FactorStep
from idp.signin.steps.password import PasswordStep
from idp.signin.visit import Visit
from idp.storage.unit_of_work import Database
from tests.support.methods import (
    LIMITS,
    MARIA,
    NOW,
    SECRET,
    build_bypasses,
    build_checker,
    build_devices,
    build_throttle,
)
from tests.support.tokens import build_recovery, build_tokens
from tests.unit.people.small_directory import SmallDirectory

ZONES = load_policy(Path(__file__).parents[2] / "idp/ops/demo/policy.toml").zones
OFFICE, HOME = "192.0.2.10", "203.0.113.200"


def visit_from(address: str, now: datetime = NOW) -> Visit:
    """Return a visit by a browser at the address that nobody is signed in to."""
    return Visit(now, place(address, (), (), ZONES), None, None, "browser", "sv", "csrf")


def home_address(number: int) -> str:
    """Return one of many addresses outside."""
    return str(ip_address("198.51.100.64") + number)


def sign_in_number(number: int) -> Interaction:
    """Return one of many pending sign-ins."""
    return Interaction(f"i{number}", "browser", Purpose.PORTAL, {}, "portal", Ask(), NOW, NOW, NOW)


def build_password_step(database: Database, town: SmallDirectory) -> PasswordStep:
    """Return the step that judges passwords against a small directory."""
    directories = Directories({"adm": town.open()})
    return PasswordStep(directories, build_throttle(database), LIMITS, ZONES, database.begin, SECRET)


def build_factor_step(database: Database) -> FactorStep:
    """Return the step that judges second factors."""
    codes, devices = build_checker(database), build_devices(database)
    return FactorStep(
        codes,
        devices,
        build_bypasses(database),
        build_tokens(database),
        build_recovery(database),
        build_throttle(database),
        LIMITS,
        ZONES,
        database.begin,
    )


def type_app_code(step: FactorStep, typed: str, address: str = HOME, *, sign_in: int = 0) -> Attempt:
    """Type a code as Maria's app's, in one of her sign-ins, from an address."""
    return step.check(visit_from(address), sign_in_number(sign_in), MARIA, "totp", typed)
