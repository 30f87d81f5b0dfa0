"""What every page of both applications has in common."""

import pytest

from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


def test_pages_allow_no_script_style_or_frame_but_their_own(browser: Browser, provider: FakeProvider) -> None:
    browser.sign_in()
    page = browser.open("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert f"form-action 'self' {provider.issuer};" in policy
    assert "unsafe" not in policy
    assert "<style" not in page.text
    assert " style=" not in page.text
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/payslips/2026-10", "/nowhere", "/signed-out", "/payslips/1999-01"])
def test_the_help_desk_is_on_every_page(browser: Browser, path: str) -> None:
    browser.sign_in()
    page = browser.open(path).text
    assert "IT-kundtjänst" in page
    assert "it.kundtjanst@havsvik.example" in page
    assert "0980-319 200" in page


def test_english_is_chosen_with_a_link_and_remembered_through_sign_out(browser: Browser) -> None:
    browser.sign_in()
    assert '<html lang="sv">' in browser.open("/").text
    assert '<html lang="en">' in browser.open("/?lang=en").text
    browser.send("/logout")
    assert "You are signed out" in browser.open("/signed-out").text


def test_a_language_nobody_wrote_is_no_choice(browser: Browser) -> None:
    browser.sign_in()
    assert '<html lang="sv">' in browser.open("/?lang=../etc").text


def test_an_unknown_address_has_a_page_of_its_own(browser: Browser) -> None:
    page = browser.open("/nowhere")
    assert page.status_code == 404
    assert "Sidan finns inte" in page.text


def test_a_fault_of_ours_shows_a_reference_and_nothing_else(browser: Browser) -> None:
    browser.app.config["PROPAGATE_EXCEPTIONS"] = False
    browser.app.add_url_rule("/broken", view_func=lambda: str(1 / 0))
    page = browser.open("/broken")
    assert page.status_code == 500
    assert "Något gick fel hos oss" in page.text
    assert "ZeroDivisionError" not in page.text


def test_the_log_has_the_pages_reference_and_no_person(
    browser: Browser, provider: FakeProvider, caplog: pytest.LogCaptureFixture
) -> None:
    callback = provider.answer(browser.open("/").location, level="password", zone="remote")
    page = browser.open(callback)
    reference = page.text.split('class="reference"')[1].split("<span>")[1].split("<")[0]
    assert len(reference) == 8
    assert reference in caplog.text
    for told in ("Gunilla", "gunhol001", "sub-of-gunilla", provider.asked["state"], provider.asked["nonce"]):
        assert told not in caplog.text
