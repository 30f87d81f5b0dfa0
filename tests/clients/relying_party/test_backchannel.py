"""Logout tokens: believed only when everything about them is right, and once."""

import pytest
from flask import Flask
from joserfc import jwt
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import LOGOUT_EVENT, FakeProvider


def post(browser: Browser, token: str) -> TestResponse:
    """Send the token as the provider does: without the person's cookies."""
    return browser.app.test_client().post("/backchannel-logout", data={"logout_token": token})


@pytest.fixture
def now(clock: WaitingClock) -> int:
    return int(clock.now.timestamp())


def test_a_logout_token_ends_the_session(browser: Browser, provider: FakeProvider, now: int) -> None:
    browser.sign_in()
    answer = post(browser, provider.logout_token("payslips", now))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    page = browser.open("/")
    assert page.status_code == 401
    assert "Du är inte längre inloggad" in page.text


def test_a_token_with_sub_alone_ends_every_browser_of_the_person(
    browser: Browser, payslips_app: Flask, provider: FakeProvider, now: int
) -> None:
    at_home = Browser(payslips_app, provider)
    browser.sign_in(sid="sid-1")
    at_home.sign_in(sid="sid-2")
    post(browser, provider.logout_token("payslips", now, drop="sid"))
    assert (browser.open("/").status_code, at_home.open("/").status_code) == (401, 401)


def test_a_token_with_sid_ends_that_browser_alone(
    browser: Browser, payslips_app: Flask, provider: FakeProvider, now: int
) -> None:
    at_home = Browser(payslips_app, provider)
    browser.sign_in(sid="sid-1")
    at_home.sign_in(sid="sid-2")
    post(browser, provider.logout_token("payslips", now, drop="sub", sid="sid-2"))
    assert (browser.open("/").status_code, at_home.open("/").status_code) == (200, 401)


def test_a_token_for_somebody_else_ends_nothing_here(
    browser: Browser, provider: FakeProvider, now: int
) -> None:
    browser.sign_in()
    assert post(browser, provider.logout_token("payslips", now, sub="another")).status_code == 200
    assert browser.open("/").status_code == 200


def test_a_token_is_believed_once(browser: Browser, provider: FakeProvider, now: int) -> None:
    token = provider.logout_token("payslips", now)
    assert post(browser, token).status_code == 200
    browser.sign_in()
    again = post(browser, token)
    assert again.status_code == 400
    assert again.headers["Cache-Control"] == "no-store"
    assert browser.open("/").status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "http://evil.example"},
        {"aud": "another-client"},
        {"aud": ["another-client"]},
        {"nonce": "an ID token has one"},
        {"events": {}},
        {"events": {LOGOUT_EVENT: True}},
        {"events": {"http://schemas.openid.net/event/other": {}}},
        {"events": [LOGOUT_EVENT]},
        {"exp": 1_000_000_000},
        {"iat": 9_000_000_000},
        {"iat": "now"},
        {"jti": ""},
        {"jti": 7},
        {"sub": 7, "sid": None},
        {"sub": ["p-anna"]},
        {"sid": {"a": 1}},
        {"typ": "JWT"},
        {"drop": "iat"},
        {"drop": "exp"},
        {"drop": "jti"},
        {"drop": "events"},
        {"drop": "aud"},
    ],
    ids=str,
)
def test_a_token_with_one_thing_wrong_is_refused(
    browser: Browser, provider: FakeProvider, now: int, change: dict[str, str]
) -> None:
    browser.sign_in()
    assert post(browser, provider.logout_token("payslips", now, **change)).status_code == 400
    assert browser.open("/").status_code == 200


def test_a_token_that_names_nobody_is_refused(browser: Browser, provider: FakeProvider, now: int) -> None:
    browser.sign_in()
    assert post(browser, provider.logout_token("payslips", now, sub=None, sid=None)).status_code == 400
    assert browser.open("/").status_code == 200


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "e30.e30."])
def test_what_is_no_token_is_refused(browser: Browser, token: str) -> None:
    assert post(browser, token).status_code == 400


def test_a_token_signed_by_a_stranger_is_refused(browser: Browser, provider: FakeProvider, now: int) -> None:
    browser.sign_in()
    honest, provider.key = provider.key, ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True)
    forged = provider.logout_token("payslips", now)
    provider.key = honest
    assert post(browser, forged).status_code == 400
    assert browser.open("/").status_code == 200


def test_an_id_token_is_no_logout_token(browser: Browser, provider: FakeProvider, now: int) -> None:
    token = jwt.encode(
        {"alg": "ES256", "kid": provider.key.kid},
        {"iss": provider.issuer, "aud": "payslips", "iat": now, "exp": now + 60, "sub": "sub-of-gunilla"},
        provider.key,
    )
    assert post(browser, token).status_code == 400


def test_the_answer_says_try_again_when_the_keys_cannot_be_fetched(
    browser: Browser, provider: FakeProvider, now: int
) -> None:
    browser.app.extensions["relying_party"].provider._server_metadata_url = "http://127.0.0.1:1/"
    assert post(browser, provider.logout_token("payslips", now)).status_code == 503
