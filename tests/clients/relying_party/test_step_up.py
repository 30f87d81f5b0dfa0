"""Pages and places that need a stronger sign-in."""

import pytest

from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


@pytest.mark.parametrize(
    ("level", "zone"),
    [("password", "admin"), ("password", "skola"), ("sms", "remote"), ("app", "gast"), ("sms", "vpn")],
)
def test_payslips_open_for_a_password_inside_and_a_phone_outside(
    browser: Browser, level: str, zone: str
) -> None:
    assert browser.sign_in(level=level, zone=zone).status_code == 303
    assert browser.open("/").status_code == 200


@pytest.mark.parametrize(
    ("level", "zone"), [("password", "remote"), ("mail", "remote"), ("password", "vpn"), ("mail", "gast")]
)
def test_payslips_stay_closed_when_the_sign_in_is_too_weak_for_the_place(
    browser: Browser, level: str, zone: str
) -> None:
    page = browser.sign_in(level=level, zone=zone)
    assert page.status_code == 403
    assert "Sidan kräver en säkrare inloggning" in page.text
    assert browser.open("/").status_code == 303


def test_a_mail_code_is_enough_for_a_parent_at_home(parent: Browser) -> None:
    assert parent.sign_in(level="mail", zone="remote").status_code == 303


def test_a_password_alone_is_not_enough_for_a_parent_at_home(parent: Browser) -> None:
    assert parent.sign_in(level="password", zone="remote").status_code == 403


def test_the_account_page_asks_for_the_app_and_opens_when_the_person_comes_back(browser: Browser) -> None:
    browser.sign_in(level="password", zone="admin")
    assert browser.sign_in("/account", level="app", zone="admin").location == "/account"
    assert 'id="account-number">0123, ' in browser.open("/account").text


def test_who_signed_in_with_the_app_sees_the_account_at_once(browser: Browser) -> None:
    browser.sign_in(level="app", zone="remote")
    assert browser.open("/account").status_code == 200


def test_coming_back_too_weak_explains_and_keeps_what_the_person_had(browser: Browser) -> None:
    browser.sign_in(level="sms", zone="remote")
    page = browser.sign_in("/account", level="sms", zone="remote")
    assert page.status_code == 403
    assert "Lönekontot kräver alltid mobilappen" in page.text
    assert browser.open("/").status_code == 200
    assert browser.open("/account").status_code == 303


def test_a_provider_that_cannot_step_up_leads_to_the_same_page(
    browser: Browser, provider: FakeProvider
) -> None:
    browser.sign_in()
    step_up = browser.open("/account").location
    page = browser.open(provider.refuse(step_up, "unmet_authentication_requirements"))
    assert page.status_code == 403
    assert "Sidan kräver en säkrare inloggning" in page.text
    assert browser.open("/").status_code == 200
