"""The person's name, which the ID token does not tell."""

from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


def test_the_name_on_the_page_is_the_one_userinfo_tells(browser: Browser, provider: FakeProvider) -> None:
    provider.person["name"] = "Gunilla af Holmsand"
    browser.sign_in()
    assert "Gunilla af Holmsand" in browser.open("/").text


def test_userinfo_about_somebody_else_is_refused(browser: Browser, provider: FakeProvider) -> None:
    callback = provider.answer(browser.open("/").location)
    provider.userinfo_sub = "somebody else"
    assert "Inloggningen kunde inte godtas" in browser.open(callback).text
    assert browser.open("/").status_code == 303


def test_a_person_who_lost_the_service_meanwhile_is_told_so(browser: Browser, provider: FakeProvider) -> None:
    provider.userinfo_status = 401
    page = browser.sign_in()
    assert page.status_code == 403
    assert "Du loggades inte in" in page.text


def test_a_provider_in_trouble_at_userinfo_is_said_to_be_silent(
    browser: Browser, provider: FakeProvider
) -> None:
    provider.userinfo_status = 500
    assert browser.sign_in().status_code == 503


def test_what_the_id_token_says_wins_over_userinfo(browser: Browser, provider: FakeProvider) -> None:
    provider.person["acr"] = provider.acr("app", "admin")
    browser.sign_in(level="password", zone="admin")
    assert browser.open("/account").status_code == 303
