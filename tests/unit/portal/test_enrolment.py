"""Numbers and devices open to a recent sign-in at the workplace and to nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.methods.holdings import Holdings
from idp.methods.number import Number
from idp.policy.decide import decide
from idp.policy.decision import Outcome
from idp.policy.question import Ask, Proof
from idp.portal.enrolment import ask_to_change, ask_to_open, find_level
from tests.support.signing_in import POLICY as DEMO
from tests.unit.portal.small_town import NOON, POLICY, ask


def outcome(zone: str, age: timedelta, wish: Ask) -> Outcome:
    proofs = (Proof("password", NOON - age, zone), Proof("totp", NOON - age, zone))
    question = replace(ask(zone), proofs=proofs, service="enrolment", ask=wish)
    return decide(POLICY, question).outcome


@pytest.mark.parametrize(("minutes", "expected"), [(10, Outcome.ALLOWED), (11, Outcome.NEEDS_PROOF)])
def test_a_page_opens_to_a_sign_in_of_the_last_ten_minutes(minutes: int, expected: Outcome) -> None:
    assert outcome("office", timedelta(minutes=minutes), ask_to_open(NOON)) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(15, Outcome.ALLOWED), (16, Outcome.NEEDS_PROOF)])
def test_a_change_is_taken_within_fifteen_minutes_of_the_sign_in(minutes: int, expected: Outcome) -> None:
    assert outcome("office", timedelta(minutes=minutes), ask_to_change(NOON)) is expected


@pytest.mark.parametrize("wish", [ask_to_open(NOON), ask_to_change(NOON), Ask()])
def test_the_strongest_fresh_sign_in_from_home_opens_nothing(wish: Ask) -> None:
    assert outcome("remote", timedelta(0), wish) is Outcome.REFUSED


APP = Holdings(has_app=True)


@pytest.mark.parametrize(
    ("holdings", "level"),
    [
        (Holdings(), None),
        (Holdings(email="a@b.example"), None),
        (APP, "app"),
        (replace(APP, numbers=(Number("n", "+46701740605", NOON),)), "app"),
        (Holdings(numbers=(Number("n", "+46701740605", NOON),)), "sms"),
        (replace(APP, recovery_left=3), "recovery"),
        (replace(APP, has_bypass=True, recovery_left=3), "recovery"),
        (replace(APP, has_bypass=True), "bypass"),
        (Holdings(has_bypass=True), None),
        (replace(APP, has_key=True), "key"),
        (replace(APP, has_key=True, has_passkey=True), "passkey"),
    ],
)
def test_a_change_takes_the_strongest_factor_one_has_or_what_stands_in_for_it(
    holdings: Holdings, level: str | None
) -> None:
    assert find_level(DEMO, holdings, "admin", "adm") == level


def test_nobody_is_asked_for_what_the_zone_does_not_offer() -> None:
    offered = {zone.name: set(zone.offers) for zone in DEMO.zones}
    level = find_level(DEMO, replace(APP, has_key=True), "skola", "skola")
    assert level is None or level in offered["skola"]
