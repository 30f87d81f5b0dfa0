"""What is believed about the provider before anybody signs in."""

from dataclasses import replace
from pathlib import Path

from clients import payslips
from clients.relying_party import Config
from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


def test_the_application_starts_before_its_provider_and_says_plainly_that_it_is_silent(
    payslips_config: Config, provider: FakeProvider, tmp_path: Path
) -> None:
    app = payslips.create_app(replace(payslips_config, issuer="http://127.0.0.1:1", data=tmp_path / "own"))
    page = Browser(app, provider).open("/")
    assert page.status_code == 503
    assert "Inloggningen svarar inte" in page.text
    assert "Vänta en minut och försök igen" in page.text


def test_discovery_that_names_another_issuer_is_not_believed(
    browser: Browser, provider: FakeProvider
) -> None:
    provider.metadata["issuer"] = "http://evil.example"
    assert browser.open("/").status_code == 502
    provider.metadata.clear()
    assert browser.open("/").status_code == 303


def test_a_provider_that_answers_with_a_page_is_treated_as_silent(
    payslips_config: Config, provider: FakeProvider, tmp_path: Path
) -> None:
    app = payslips.create_app(
        replace(payslips_config, issuer=f"{provider.issuer}/nowhere", data=tmp_path / "own")
    )
    assert Browser(app, provider).open("/").status_code == 503


def test_discovery_is_asked_for_once(browser: Browser, provider: FakeProvider) -> None:
    browser.open("/")
    provider.metadata["authorization_endpoint"] = "http://moved.example"
    assert browser.open("/").location.startswith(provider.issuer)
