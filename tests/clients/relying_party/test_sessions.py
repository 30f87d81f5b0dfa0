"""How long a person stays signed in, and what she is told when it is over."""

import pytest
from flask import Flask

from clients.relying_party.party import Party
from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import FakeProvider


def test_activity_just_before_fifteen_minutes_keeps_the_person_signed_in(
    browser: Browser, clock: WaitingClock
) -> None:
    browser.sign_in()
    for _ in range(3):
        clock.let_pass(minutes=14, seconds=59)
        assert browser.open("/").status_code == 200


def test_more_than_fifteen_idle_minutes_sign_the_person_out_and_the_next_page_says_why(
    browser: Browser, clock: WaitingClock
) -> None:
    browser.sign_in()
    clock.let_pass(minutes=15, seconds=1)
    page = browser.open("/payslips/2026-10")
    assert page.status_code == 401
    assert "du inte gjorde något på 15 minuter" in page.text
    assert "/login?target_link_uri=/payslips/2026-10" in page.text
    assert browser.open("/").status_code == 303


def test_nobody_stays_signed_in_for_more_than_eight_hours(browser: Browser, clock: WaitingClock) -> None:
    browser.sign_in()
    for _ in range(47):
        clock.let_pass(minutes=10)
        browser.open("/")
    assert browser.open("/").status_code == 200
    clock.let_pass(minutes=10)
    assert "Du har varit inloggad i åtta timmar" in browser.open("/").text


def test_asking_how_long_is_left_is_no_activity(browser: Browser, clock: WaitingClock) -> None:
    browser.sign_in()
    clock.let_pass(minutes=14)
    assert browser.open("/time-left").json == {"seconds": 60, "closes_in": None}
    clock.let_pass(minutes=1, seconds=1)
    assert browser.open("/time-left").json == {"seconds": 0, "closes_in": None}
    assert browser.open("/").status_code == 401


def test_the_button_to_stay_gives_fifteen_new_minutes(browser: Browser, clock: WaitingClock) -> None:
    browser.sign_in()
    token = browser.form_token()
    clock.let_pass(minutes=14)
    assert browser.web.post("/time-left", data={"form_token": token}).json == {
        "seconds": 900,
        "closes_in": None,
    }
    clock.let_pass(minutes=14)
    assert browser.open("/").status_code == 200


def test_a_form_sent_after_the_end_says_that_nothing_was_saved(browser: Browser, clock: WaitingClock) -> None:
    browser.sign_in()
    token = browser.form_token()
    clock.let_pass(minutes=16)
    page = browser.web.post("/time-left", data={"form_token": token})
    assert page.status_code == 401
    assert "behöver du fylla i på nytt" in page.text


def test_a_cookie_with_a_made_up_token_opens_nothing(browser: Browser) -> None:
    with browser.web.session_transaction() as session:
        session["id"] = "made up"
    assert browser.open("/").status_code == 401


def test_a_copied_database_does_not_hold_the_tokens_of_the_cookies(
    browser: Browser, payslips_app: Flask
) -> None:
    browser.sign_in()
    with browser.web.session_transaction() as session:
        token = session["id"]
    party: Party = payslips_app.extensions["relying_party"]
    with party.database.read() as connection:
        row = connection.execute("SELECT * FROM session").fetchone()
    assert token not in tuple(row)


def test_sessions_past_their_absolute_end_are_removed_when_somebody_signs_in(
    browser: Browser, payslips_app: Flask, provider: FakeProvider, clock: WaitingClock
) -> None:
    browser.sign_in()
    clock.let_pass(hours=9)
    Browser(payslips_app, provider).sign_in()
    party: Party = payslips_app.extensions["relying_party"]
    with party.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 1


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_a_form_without_this_sessions_token_is_refused(browser: Browser, token: str) -> None:
    browser.sign_in()
    page = browser.web.post("/time-left", data={"form_token": token})
    assert page.status_code == 400
    assert "Formuläret var för gammalt" in page.text
