"""Leaving, from a page here."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask

from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


def test_signing_out_ends_the_session_here_and_goes_on_to_the_provider(
    browser: Browser, provider: FakeProvider
) -> None:
    browser.sign_in()
    answer = browser.send("/logout")
    leaving = parse_qs(urlsplit(answer.location).query)
    assert answer.status_code == 303
    assert answer.location.startswith(f"{provider.issuer}/end_session?")
    assert leaving["post_logout_redirect_uri"] == ["http://localhost:8001/signed-out"]
    assert leaving["client_id"] == ["payslips"]
    assert leaving["id_token_hint"][0].count(".") == 2
    assert browser.open("/").status_code == 303


def test_coming_back_with_our_state_says_signed_out(browser: Browser) -> None:
    browser.sign_in()
    state = parse_qs(urlsplit(browser.send("/logout").location).query)["state"][0]
    assert "Du är utloggad här och ur inloggningstjänsten" in browser.open(f"/signed-out?state={state}").text


def test_coming_back_with_another_state_promises_less(browser: Browser) -> None:
    browser.sign_in()
    browser.send("/logout")
    assert "Du kan fortfarande vara inloggad i andra tjänster" in browser.open("/signed-out?state=other").text


def test_signing_out_works_here_though_the_provider_is_silent(browser: Browser, payslips_app: Flask) -> None:
    browser.sign_in()
    token = browser.form_token()
    payslips_app.extensions["relying_party"].provider.server_metadata.clear()
    payslips_app.extensions["relying_party"].provider._server_metadata_url = "http://127.0.0.1:1/"
    assert browser.web.post("/logout", data={"form_token": token}).location == "/signed-out"
    assert browser.open("/").status_code == 503


def test_another_site_cannot_sign_the_person_out(browser: Browser) -> None:
    browser.sign_in()
    assert browser.web.post("/logout").status_code == 400
    assert browser.open("/").status_code == 200


def test_signing_out_twice_is_no_error(browser: Browser) -> None:
    assert browser.web.post("/logout").location == "/signed-out"
