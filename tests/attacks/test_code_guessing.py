"""Guessing second factors with the right password in hand."""

from datetime import timedelta

import pytest

from idp.methods.attempt import Rejected, Rejection, Verified
from idp.methods.code import Channel
from idp.people.directory import Right
from idp.storage.unit_of_work import Database
from tests.attacks.proving import (
    HOME,
    OFFICE,
    build_factor_step,
    build_password_step,
    home_address,
    sign_in_number,
    type_app_code,
    visit_from,
)
from tests.support.methods import (
    LIMITS,
    MARIA,
    NOW,
    NUMBER,
    build_sender,
    link_app,
    list_tags,
    take_messages,
)
from tests.support.together import together
from tests.unit.people.small_directory import PASSWORD, SmallDirectory


def is_judged(attempt: object) -> bool:
    return isinstance(attempt, Rejected) and attempt.reason is Rejection.WRONG


def test_guesses_over_many_sign_ins_and_addresses_are_one_count(sqlite_database: Database) -> None:
    """CVE-2025-64102, CVE-2024-21500."""
    link_app(sqlite_database)
    step = build_factor_step(sqlite_database)
    attempts = [
        type_app_code(step, f"{number:06}", home_address(number % 20), sign_in=number)
        for number in range(200)
    ]
    assert sum(map(is_judged, attempts)) == LIMITS.failures


def test_of_fifty_guesses_at_once_ten_are_judged(database: Database) -> None:
    link_app(database)
    step = build_factor_step(database)
    attempts = together(lambda number: type_app_code(step, f"{number:06}", sign_in=number))
    assert sum(map(is_judged, attempts)) == LIMITS.failures


def test_typing_the_right_password_again_gains_no_more_guesses(sqlite_database: Database) -> None:
    link_app(sqlite_database)
    town = SmallDirectory()
    town.employ()
    password, factor = build_password_step(sqlite_database, town), build_factor_step(sqlite_database)
    judged = 0
    for number in range(50):
        assert password.check(visit_from(HOME), "adm", "margra001", PASSWORD) == Right(MARIA)
        judged += is_judged(type_app_code(factor, f"{number:06}", sign_in=number))
    assert judged == LIMITS.failures


def test_new_codes_never_give_back_guesses(sqlite_database: Database) -> None:
    """OT4: failures count over resends and channels."""
    sender, step, judged = build_sender(sqlite_database), build_factor_step(sqlite_database), 0
    for number in range(9):
        now = NOW + number * LIMITS.resend
        channel = (Channel.SMS, Channel.MAIL)[number % 2]
        to = NUMBER if channel is Channel.SMS else None
        sender.send(f"i{number}", MARIA, channel, to, "sv", now)
        for _ in range(4):
            attempt = step.check(visit_from(HOME, now), sign_in_number(number), MARIA, channel.value, "wrong")
            judged += is_judged(attempt)
    assert judged == LIMITS.failures


@pytest.mark.parametrize("method", ["totp", "sms", "mail"])
def test_while_the_person_waits_no_method_is_looked_at(sqlite_database: Database, method: str) -> None:
    """CVE-2024-32868, CVE-2026-9798."""
    app, step = link_app(sqlite_database), build_factor_step(sqlite_database)
    right = {"totp": app.at(NOW)}
    if method != "totp":
        channel = Channel(method)
        to = NUMBER if channel is Channel.SMS else None
        build_sender(sqlite_database).send("i0", MARIA, channel, to, "sv", NOW)
        right[method] = take_messages(sqlite_database, channel.value)[-1].body
    for _ in range(LIMITS.failures):
        type_app_code(step, "wrong", sign_in=1)
    attempt = step.check(visit_from(HOME), sign_in_number(0), MARIA, method, right[method])
    assert attempt == Rejected(Rejection.TOO_MANY, wait_until=NOW + LIMITS.wait)
    assert list_tags(sqlite_database)[-1] == "throttled"


def test_guessing_from_outside_leaves_the_office_alone(sqlite_database: Database) -> None:
    app, step = link_app(sqlite_database), build_factor_step(sqlite_database)
    for number in range(50):
        type_app_code(step, "wrong", sign_in=number)
    assert type_app_code(step, app.at(NOW), OFFICE) == Verified("totp")


def test_a_right_code_empties_the_count(sqlite_database: Database) -> None:
    app, step = link_app(sqlite_database), build_factor_step(sqlite_database)
    for _ in range(LIMITS.failures - 1):
        type_app_code(step, "wrong")
    assert type_app_code(step, app.at(NOW)) == Verified("totp")
    assert is_judged(type_app_code(step, "wrong"))


@pytest.mark.parametrize("typed", ["", "\x00", "\ud800", "٠" * 6, "9" * 10**6, "' OR 1=1 --"])
@pytest.mark.parametrize("method", ["totp", "sms"])
def test_hostile_bytes_are_wrong_and_nothing_else(sqlite_database: Database, typed: str, method: str) -> None:
    link_app(sqlite_database)
    build_sender(sqlite_database).send("i0", MARIA, Channel.SMS, NUMBER, "sv", NOW)
    step = build_factor_step(sqlite_database)
    assert is_judged(step.check(visit_from(HOME), sign_in_number(0), MARIA, method, typed))


def test_a_day_of_patient_guessing_is_far_from_a_likely_hit(sqlite_database: Database) -> None:
    link_app(sqlite_database)
    step, judged = build_factor_step(sqlite_database), 0
    for minute in range(0, 24 * 60, 15):
        now = NOW + timedelta(minutes=minute)
        for _ in range(LIMITS.failures):
            judged += is_judged(step.check(visit_from(HOME, now), sign_in_number(0), MARIA, "totp", "wrong"))
    assert judged <= 10 * LIMITS.failures
