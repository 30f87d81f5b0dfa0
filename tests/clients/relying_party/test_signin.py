"""Signing in: to the provider and back."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import FakeProvider


def test_a_person_who_is_not_signed_in_goes_straight_to_the_provider(browser: Browser) -> None:
    answer = browser.open("/")
    asked = parse_qs(urlsplit(answer.location).query)
    assert answer.status_code == 303
    assert asked["response_type"] == ["code"]
    assert asked["scope"] == ["openid profile"]
    assert asked["redirect_uri"] == ["http://localhost:8001/callback"]
    assert asked["code_challenge_method"] == ["S256"]
    assert {"state", "nonce", "code_challenge", "acr_values"} <= asked.keys()


def test_a_person_comes_back_to_the_page_she_wanted(browser: Browser) -> None:
    assert browser.sign_in("/payslips/2026-10").location == "/payslips/2026-10"
    assert "Gunilla Holmsand" in browser.open("/payslips/2026-10").text


def test_a_client_with_a_key_proves_itself_with_a_minute_old_assertion_for_the_issuer(
    parent: Browser, provider: FakeProvider
) -> None:
    assert parent.sign_in().location == "/"
    assertion = provider.seen_assertions[-1]
    assert assertion["iss"] == assertion["sub"] == "sick-child"
    assert assertion["aud"] == provider.issuer
    assert assertion["exp"] - assertion["iat"] == 60


def test_two_assertions_never_have_the_same_id(parent: Browser, provider: FakeProvider) -> None:
    parent.sign_in()
    parent.sign_in("/login")
    assert len({assertion["jti"] for assertion in provider.seen_assertions}) == 2


def test_two_tabs_begun_at_once_both_come_home(browser: Browser, provider: FakeProvider) -> None:
    first, second = browser.open("/payslips/2026-09").location, browser.open("/payslips/2026-10").location
    assert browser.open(provider.answer(first)).location == "/payslips/2026-09"
    assert browser.open(provider.answer(second)).location == "/payslips/2026-10"


def test_the_callback_opened_again_by_the_back_button_leads_home(
    browser: Browser, provider: FakeProvider
) -> None:
    callback = provider.answer(browser.open("/").location)
    browser.open(callback)
    assert browser.open(callback).location == "/"


def test_a_sign_in_begun_in_another_browser_is_refused(
    browser: Browser, payslips_app: Flask, provider: FakeProvider
) -> None:
    stolen = provider.answer(Browser(payslips_app, provider).open("/").location)
    page = browser.open(stolen)
    assert page.status_code == 400
    assert "Inloggningen hann bli för gammal" in page.text
    assert browser.open("/").status_code == 303


def test_a_sign_in_that_took_more_than_an_hour_is_refused(
    browser: Browser, provider: FakeProvider, clock: WaitingClock
) -> None:
    callback = provider.answer(browser.open("/").location)
    clock.let_pass(hours=1)
    assert browser.open(callback).status_code == 400


@pytest.mark.parametrize("iss", ["", "http://evil.example", "http://127.0.0.1"])
def test_an_answer_from_another_issuer_is_refused(browser: Browser, provider: FakeProvider, iss: str) -> None:
    provider.answer(browser.open("/").location)
    code = next(iter(provider.grants))
    page = browser.open(provider.way_back(code=code, iss=iss))
    assert page.status_code == 400
    assert "Inloggningen kunde inte godtas" in page.text
    assert code in provider.grants, "the code must not reach any token endpoint"


def test_an_answer_without_iss_is_refused(browser: Browser, provider: FakeProvider) -> None:
    callback = provider.answer(browser.open("/").location)
    assert browser.open(callback.split("&iss=")[0]).status_code == 400
    assert browser.open("/").status_code == 303


def test_a_new_sign_in_ends_the_old_session_and_gets_a_new_token(browser: Browser) -> None:
    browser.sign_in()
    before = browser.web.get_cookie("payslips")
    browser.sign_in("/login")
    after = browser.web.get_cookie("payslips")
    assert before
    assert after
    browser.web.set_cookie("payslips", before.value)
    assert browser.open("/").status_code == 401


def test_the_two_applications_name_their_cookies_apart(browser: Browser, parent: Browser) -> None:
    assert browser.app.config["SESSION_COOKIE_NAME"] == "payslips"
    assert parent.app.config["SESSION_COOKIE_NAME"] == "sick_child"


def test_cookies_are_kept_from_scripts_and_other_sites(browser: Browser, provider: FakeProvider) -> None:
    leaving = browser.open("/")
    home = browser.open(provider.answer(leaving.location))
    for cookie in (leaving.headers["Set-Cookie"], home.headers.getlist("Set-Cookie")[-1]):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(
    ("error", "heading", "status"),
    [
        ("access_denied", "Du loggades inte in", 403),
        ("unmet_authentication_requirements", "Sidan kräver en säkrare inloggning", 403),
        ("temporarily_unavailable", "Tjänsten är stängd just nu", 503),
        ("server_error", "Inloggningen svarar inte", 503),
        ("invalid_scope", "Inloggningen kunde inte godtas", 400),
    ],
)
def test_each_error_of_the_provider_has_a_page_that_says_what_to_do(
    browser: Browser, provider: FakeProvider, error: str, heading: str, status: int
) -> None:
    page = browser.open(provider.refuse(browser.open("/").location, error))
    assert page.status_code == status
    assert heading in page.text
    assert "Ärendereferens" in page.text
    assert "0980-319 200" in page.text


def test_an_error_nobody_asked_for_says_only_that_the_sign_in_is_too_old(browser: Browser) -> None:
    page = browser.open("/callback?error=access_denied&state=made-up")
    assert page.status_code == 400
    assert "Inloggningen hann bli för gammal" in page.text


def test_a_used_code_asks_the_person_to_begin_again(browser: Browser, provider: FakeProvider) -> None:
    callback = provider.answer(browser.open("/").location)
    provider.grants.clear()
    assert "Inloggningen hann bli för gammal" in browser.open(callback).text


def test_the_language_of_the_page_is_asked_for_at_the_provider(browser: Browser) -> None:
    assert "ui_locales=en" in browser.open("/?lang=en").location


def test_acr_values_of_an_ordinary_page_are_those_its_rule_allows(
    browser: Browser, provider: FakeProvider
) -> None:
    browser.sign_in()
    wanted = provider.asked["acr_values"].split()
    assert provider.acr("password", "admin") in wanted
    assert provider.acr("sms", "remote") in wanted
    assert provider.acr("mail", "remote") not in wanted
    assert "claims" not in provider.asked


def test_a_page_with_a_rule_of_its_own_makes_its_acr_essential(
    browser: Browser, provider: FakeProvider
) -> None:
    browser.sign_in()
    provider.answer(browser.open("/account").location)
    acr = json.loads(provider.asked["claims"])["id_token"]["acr"]
    assert acr["essential"] is True
    assert acr["values"] == [
        provider.acr(level, zone)
        for level in ("app", "key", "passkey")
        for zone in ("admin", "skola", "vpn", "remote", "gast")
    ]
