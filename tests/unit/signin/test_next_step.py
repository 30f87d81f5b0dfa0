"""What comes next follows from the decision, the choices and what is registered, and from nothing else."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from idp.methods.holdings import Holdings
from idp.people.directory import Bar
from idp.policy.decide import Outcome
from idp.policy.question import Ask
from idp.signin.habits import add_habit
from idp.signin.step import (
    AskApp,
    AskCode,
    AskPassword,
    BarredOut,
    ChooseMethod,
    ChooseNumber,
    ChooseRealm,
    Finished,
    NothingRegistered,
    Notice,
    NoWayIn,
    OfferProtection,
)
from tests.unit.policy.demo import POLICY
from tests.unit.signin.cases import MARIA, NIGHT, NOON, ONE, TWO, step

EXPIRED = Bar.PASSWORD_EXPIRED


def test_first_is_where_one_works() -> None:
    assert step(realm=None) == ChooseRealm()


def test_remembered_realm_is_not_asked_for() -> None:
    assert step() == ChooseMethod(("app", "sms", "mail"))


def test_password_is_among_the_ways_inside() -> None:
    assert step("admin") == ChooseMethod(("app", "sms", "mail", "password"))


def test_single_way_is_not_asked_about() -> None:
    assert step(service="skolplattformen") == AskPassword()


def test_password_comes_before_the_second_factor() -> None:
    assert step(level="sms") == AskPassword("sms")


def test_what_was_chosen_last_where_the_same_leads_in_is_not_asked_again() -> None:
    sms = POLICY.levels.get("sms")
    assert sms is not None
    habits = add_habit(None, ("app", "sms", "mail"), sms)
    assert step(habits=habits) == AskPassword("sms")
    assert step("admin", habits=habits) == ChooseMethod(("app", "sms", "mail", "password"))
    assert step(habits=habits, level="app") == AskPassword("app")


def test_what_was_chosen_last_holds_nobody_who_has_given_a_password() -> None:
    sms = POLICY.levels.get("sms")
    assert sms is not None
    habits = add_habit(None, ("app", "sms", "mail"), sms)
    assert step("remote", ("password",), habits=habits) == ChooseMethod(("app", "sms", "mail"))
    assert step("remote", ("password",), habits=habits, person_id=None) == AskCode("sms", ONE)
    assert step(
        "remote", ("password",), Holdings(email=MARIA.email), habits=habits, person_id=None
    ) == AskCode("mail")


def test_chosen_level_decides_the_second_factor() -> None:
    steps = {level: step("remote", ("password",), level=level) for level in ("app", "sms", "mail")}
    assert steps == {"app": AskApp(), "sms": AskCode("sms", ONE), "mail": AskCode("mail")}


def test_two_numbers_are_chosen_between() -> None:
    two = Holdings((ONE, TWO))
    assert step("remote", ("password",), two, level="sms") == ChooseNumber((ONE, TWO))
    assert step("remote", ("password",), two, level="sms", number_id="n2") == AskCode("sms", TWO)


def test_number_of_somebody_else_is_as_none() -> None:
    two = Holdings((ONE, TWO))
    assert step("remote", ("password",), two, level="sms", number_id="n9") == ChooseNumber((ONE, TWO))


@pytest.mark.parametrize(
    ("level", "holdings", "notice", "others"),
    [
        ("sms", Holdings((), "a@b.example", has_app=True), Notice.NO_NUMBER, ("app", "mail")),
        ("mail", Holdings((ONE,), None, has_app=True), Notice.NO_MAIL, ("app", "sms")),
        ("app", Holdings((ONE,), "a@b.example"), Notice.NO_APP, ("sms", "mail")),
    ],
)
def test_level_without_anything_registered_leads_to_the_others(
    level: str, holdings: Holdings, notice: Notice, others: tuple[str, ...]
) -> None:
    assert step("remote", ("password",), holdings, level=level) == ChooseMethod(others, notice)


def test_nothing_registered_is_said_when_no_level_can_be_reached() -> None:
    assert step("remote", ("password",), Holdings(), level="app") == NothingRegistered(("app", "sms", "mail"))


def test_known_person_with_one_usable_way_is_not_asked_which() -> None:
    assert step("remote", ("password",), Holdings((ONE,))) == AskCode("sms", ONE)


def test_second_factor_finishes() -> None:
    assert step("remote", ("password", "totp"), level="app") == Finished()


def test_password_finishes_inside() -> None:
    assert step("admin", ("password",), level="password") == Finished()


def test_stronger_level_chosen_inside_is_kept_to() -> None:
    assert step("admin", ("password",), level="app") == AskApp()


def test_choice_made_before_somebody_signed_in_in_another_tab_holds_nobody_up() -> None:
    assert step("admin", ("password",), level="app", person_id=None) == Finished()


def test_level_asked_for_by_the_service_is_reached_in_place() -> None:
    assert step("admin", ("password",), ask=Ask(level="app"), person_id=None) == AskApp()


def test_method_that_is_not_to_be_had_where_one_is_now_is_chosen_again() -> None:
    assert step("remote", None, level="password") == ChooseMethod(("app", "sms", "mail"), Notice.MOVED)


def test_password_proved_inside_counts_outside() -> None:
    assert step("remote", ("password",), level="app", proved_in="admin") == AskApp()


def test_password_proved_outside_is_asked_for_again_inside() -> None:
    asked = step("admin", ("password", "totp"), service="enrolment", level="password", proved_in="remote")
    assert asked == AskPassword("password")


def test_password_from_before_it_had_to_be_fresh_is_asked_for_again() -> None:
    fresh = Ask(fresh_after=NOON + timedelta(seconds=1))
    assert step("remote", ("password", "totp"), level="app", ask=fresh) == AskPassword("app")


def test_closed_service_asks_nobody_for_anything() -> None:
    found = step(now=NIGHT, service="lonebesked", realm=None)
    assert isinstance(found, NoWayIn)
    assert found.decision.outcome is Outcome.CLOSED


def test_service_that_is_never_open_from_here_asks_nobody_for_anything() -> None:
    found = step("remote", None, service="enrolment", realm=None)
    assert isinstance(found, NoWayIn)
    assert found.decision.outcome is Outcome.REFUSED


@pytest.mark.parametrize(("service", "now"), [("lonebesked", NIGHT), ("ekonomi", NOON)])
def test_refusal_of_somebody_known_is_left_to_who_asked(service: str, now: datetime) -> None:
    assert step("admin", ("password", "totp"), service=service, now=now) == Finished()


def test_someone_unprotected_at_work_is_offered_protection() -> None:
    assert step("admin", ("password",), Holdings((), MARIA.email)) == OfferProtection()


@pytest.mark.parametrize(
    "changes",
    [
        {"holdings": Holdings((ONE,))},
        {"holdings": Holdings((), has_app=True)},
        {"may_offer": False},
        {"person_id": None},
        {"service": "enrolment"},
    ],
    ids=["has a number", "has an app", "not now", "did not just sign in", "is on the way to set it up"],
)
def test_protection_is_offered_to_nobody_else(changes: dict[str, Any]) -> None:
    assert step("admin", ("password",), **({"holdings": Holdings()} | changes)) == Finished()


def test_protection_is_never_offered_outside() -> None:
    assert step("remote", ("password", "mail"), Holdings((), MARIA.email)) == Finished()


def test_expired_password_is_told_when_it_is_to_be_told() -> None:
    assert step("remote", None, bar=EXPIRED, is_bar_told=True) == BarredOut(EXPIRED)


def test_expired_password_is_hidden_behind_the_second_factor() -> None:
    assert step("remote", ("password",), level="app", bar=EXPIRED) == AskApp()


def test_expired_password_finishes_nothing_when_the_person_moves_in() -> None:
    assert step("admin", ("password",), bar=EXPIRED) == BarredOut(EXPIRED)
