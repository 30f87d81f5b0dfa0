"""Using a second factor again."""

import pytest

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.code import Channel
from idp.storage.unit_of_work import Database
from tests.attacks.proving import HOME, OFFICE, build_factor_step, sign_in_number, type_app_code, visit_from
from tests.support.methods import (
    GUNILLA,
    MARIA,
    NOW,
    NUMBER,
    STEP,
    build_sender,
    link_app,
    list_tags,
    take_messages,
)
from tests.support.together import together

VERIFIED, USED = Verified("totp"), Rejected(Rejection.USED)


@pytest.mark.parametrize("steps_later", [0, 1])
def test_an_apps_code_is_refused_in_its_own_and_the_trailing_step(
    database: Database, steps_later: int
) -> None:
    """CVE-2021-43177."""
    app, step = link_app(database), build_factor_step(database)
    assert type_app_code(step, app.at(NOW)) == VERIFIED
    again = step.check(
        visit_from(HOME, NOW + steps_later * STEP), sign_in_number(1), MARIA, "totp", app.at(NOW)
    )
    assert again == USED
    assert list_tags(database)[-1] == "factor.reused"


def test_a_code_of_the_step_before_is_refused_after_a_newer_one(database: Database) -> None:
    """CVE-2021-43177: a shoulder surfer keeps the older of two codes that are both within the window."""
    app, step = link_app(database), build_factor_step(database)
    assert type_app_code(step, app.at(NOW)) == VERIFIED
    assert type_app_code(step, app.at(NOW - STEP), sign_in=1) == USED


def test_a_code_typed_ahead_of_its_time_does_not_come_back_in_its_own(database: Database) -> None:
    app, step = link_app(database), build_factor_step(database)
    assert type_app_code(step, app.at(NOW + STEP)) == VERIFIED
    later = visit_from(HOME, NOW + STEP)
    assert step.check(later, sign_in_number(1), MARIA, "totp", app.at(NOW + STEP)) == USED


def test_one_code_typed_in_the_office_and_at_home_at_once_is_right_once(database: Database) -> None:
    """CVE-2026-27855, CVE-2026-90997."""
    app, step = link_app(database), build_factor_step(database)
    places = (OFFICE, HOME)
    attempts = together(
        lambda number: type_app_code(step, app.at(NOW), places[number % 2], sign_in=number), 10
    )
    assert attempts.count(VERIFIED) == 1


def test_anothers_code_proves_nothing(database: Database) -> None:
    """CVE-2018-8340."""
    link_app(database, MARIA)
    app, step = link_app(database, GUNILLA), build_factor_step(database)
    attempt = type_app_code(step, app.at(NOW))
    assert isinstance(attempt, Rejected)
    assert attempt.reason is Rejection.WRONG


def test_a_code_sent_for_one_sign_in_finishes_no_other(database: Database) -> None:
    build_sender(database).send("i0", MARIA, Channel.SMS, NUMBER, "sv", NOW)
    (message,) = take_messages(database, "sms")
    step = build_factor_step(database)
    in_another = step.check(visit_from(HOME), sign_in_number(1), MARIA, "sms", message.body)
    of_another = step.check(visit_from(HOME), sign_in_number(0), GUNILLA, "sms", message.body)
    assert in_another == of_another == Rejected(Rejection.NONE_SENT)
