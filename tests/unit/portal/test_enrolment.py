"""Numbers and devices open to a recent sign-in at the workplace and to nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.policy.decide import decide
from idp.policy.decision import Outcome
from idp.policy.question import Ask, Proof
from idp.portal.enrolment import ask_to_change, ask_to_open
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
