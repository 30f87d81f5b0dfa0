"""What proofs are worth depends on where they were made and where the person is now."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.policy.levels import Acr
from idp.policy.question import Ask, Proof, Question
from idp.policy.standing import CLOCK_SKEW, methods_left, standings, usable_proofs
from tests.unit.policy.demo import EMPLOYEE, NOON, POLICY, prove

MINUTE = timedelta(minutes=1)


def ask(zone: str, *proofs: Proof, fresh_after: timedelta | None = None) -> Question:
    fresh = None if fresh_after is None else NOON + fresh_after
    return Question(EMPLOYEE, proofs, zone, NOON, "vab", Ask(fresh_after=fresh))


def worth(zone: str, *proofs: Proof) -> list[Acr]:
    return [one.acr for one in standings(POLICY, usable_proofs(ask(zone, *proofs)), zone, None)]


def test_every_level_that_is_proved_counts_the_strongest_first() -> None:
    assert worth("admin", *prove("app", "admin")) == [Acr("app", "admin"), Acr("password", "admin")]


def test_a_password_carried_out_of_the_house_is_worth_nothing() -> None:
    assert worth("remote", *prove("password", "admin")) == []


def test_two_factors_carried_out_of_the_house_are_worth_two_factors_outside() -> None:
    assert worth("remote", *prove("app", "admin")) == [Acr("app", "remote")]


def test_proofs_carried_into_the_house_are_worth_what_they_were_outside() -> None:
    assert worth("admin", *prove("app", "remote")) == [Acr("app", "remote")]


def test_a_second_factor_proved_at_home_does_not_void_a_password_proved_at_work() -> None:
    proofs = (Proof("password", NOON, "admin"), Proof("totp", NOON - MINUTE, "remote"))
    assert worth("admin", *proofs) == [Acr("app", "remote"), Acr("password", "admin")]


def test_a_zone_the_policy_no_longer_has_is_worth_the_weakest() -> None:
    assert worth("admin", *prove("app", "demolished")) == [Acr("app", "remote")]


def test_the_age_of_a_level_is_that_of_its_oldest_proof() -> None:
    proofs = (Proof("password", NOON - 5 * MINUTE, "admin"), Proof("totp", NOON - MINUTE, "admin"))
    app, password = standings(POLICY, usable_proofs(ask("admin", *proofs)), "admin", None)
    assert app.auth_time == password.auth_time == NOON - 5 * MINUTE
    later = (Proof("password", NOON - MINUTE, "admin"), Proof("totp", NOON - 5 * MINUTE, "admin"))
    app, password = standings(POLICY, usable_proofs(ask("admin", *later)), "admin", None)
    assert (app.auth_time, password.auth_time) == (NOON - 5 * MINUTE, NOON - MINUTE)


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_latest_proof_of_a_method_counts_in_whatever_order_they_come(newest_first: bool) -> None:
    old, new = Proof("password", NOON - MINUTE, "admin"), Proof("password", NOON, "remote")
    proofs = (new, old) if newest_first else (old, new)
    assert usable_proofs(ask("admin", *proofs)) == {"password": new}


def test_a_proof_from_the_future_does_not_count_beyond_a_clocks_error() -> None:
    for ahead, counts in ((CLOCK_SKEW, True), (CLOCK_SKEW + timedelta(microseconds=1), False)):
        assert bool(usable_proofs(ask("admin", Proof("password", NOON + ahead, "admin")))) is counts


def test_a_future_proof_does_not_displace_one_that_counts() -> None:
    real = Proof("password", NOON, "admin")
    assert usable_proofs(ask("admin", Proof("password", NOON + 60 * MINUTE, "remote"), real)) == {
        "password": real
    }


def test_a_proof_counts_from_the_very_moment_asked_for() -> None:
    for age, counts in ((MINUTE, True), (MINUTE + timedelta(microseconds=1), False)):
        question = ask("admin", Proof("password", NOON - age, "admin"), fresh_after=-MINUTE)
        assert bool(usable_proofs(question)) is counts


def test_an_unknown_method_proves_nothing() -> None:
    assert usable_proofs(ask("admin", Proof("pigeon", NOON, "admin"))) == {}


def test_a_moment_without_an_offset_is_utc() -> None:
    naive = NOON.replace(tzinfo=None)
    question = replace(ask("admin", Proof("password", naive, "admin")), now=naive, ask=Ask(fresh_after=naive))
    assert "password" in usable_proofs(question)


def test_what_is_left_to_prove_begins_with_the_password() -> None:
    assert methods_left(POLICY, ask("remote"), "app") == ("password", "totp")
    assert methods_left(POLICY, ask("remote", Proof("password", NOON, "remote")), "app") == ("totp",)
    assert methods_left(POLICY, ask("remote", *prove("app", "remote")), "app") == ()
    assert methods_left(POLICY, ask("remote"), "gold") == ()


def test_what_was_proved_in_a_weaker_zone_is_left_to_prove_again() -> None:
    assert methods_left(POLICY, ask("admin", *prove("app", "remote")), "app") == ("password", "totp")
    assert methods_left(POLICY, ask("remote", *prove("password", "admin")), "app") == ("totp",)
    too_old = ask("remote", *prove("app", "remote"), fresh_after=MINUTE)
    assert methods_left(POLICY, too_old, "app") == ("password", "totp")
