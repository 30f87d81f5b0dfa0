"""A service that closes while somebody is in it: said an hour before, and told as what it is when it happens."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import FakeProvider

HOUR = 3600


def sign_in(browser: Browser, provider: FakeProvider, clock: WaitingClock, closes_in: Any) -> TestResponse:
    """Sign in to a service that closes so many seconds from now."""
    at = int(clock().timestamp()) + closes_in if isinstance(closes_in, int) else closes_in
    return browser.sign_in(**{f"{provider.issuer}/claims/closes_at": at})


def test_the_hour_before_says_when_the_service_closes(
    browser: Browser, provider: FakeProvider, clock: WaitingClock
) -> None:
    sign_in(browser, provider, clock, HOUR)
    assert 'role="status">Tjänsten stänger kl. <strong>11.00</strong>' in browser.open("/").text
    assert browser.open("/time-left").json == {"seconds": 900, "closes_in": HOUR}


def test_more_than_an_hour_before_the_page_is_quiet_and_its_script_knows(
    browser: Browser, provider: FakeProvider, clock: WaitingClock
) -> None:
    sign_in(browser, provider, clock, HOUR + 1)
    assert 'id="closing" role="status" hidden' in browser.open("/").text


def test_a_service_that_closes_no_time_soon_says_nothing(browser: Browser) -> None:
    browser.sign_in()
    assert 'id="closing"' not in browser.open("/").text


def test_who_is_inside_when_it_closes_is_told_that_it_closed(
    browser: Browser, provider: FakeProvider, clock: WaitingClock
) -> None:
    sign_in(browser, provider, clock, 600)
    clock.let_pass(minutes=10)
    page = browser.open("/")
    assert page.status_code == 401
    assert "Tjänsten har stängt för i dag" in page.text
    assert "Se när den öppnar" in page.text


def test_closing_time_is_told_even_when_the_provider_ended_the_session_first(
    browser: Browser, provider: FakeProvider, clock: WaitingClock
) -> None:
    sign_in(browser, provider, clock, 600)
    clock.let_pass(minutes=10)
    token = provider.logout_token(
        browser.app.extensions["relying_party"].config.client_id, int(clock().timestamp())
    )
    browser.app.test_client().post("/backchannel-logout", data={"logout_token": token})
    assert "Tjänsten har stängt för i dag" in browser.open("/").text


@pytest.mark.parametrize("nonsense", ["soon", True, -1, 2**80, 1.5, None, [1]])
def test_a_closing_time_that_is_none_closes_nothing(
    browser: Browser, provider: FakeProvider, clock: WaitingClock, nonsense: Any
) -> None:
    browser.sign_in(**{f"{provider.issuer}/claims/closes_at": nonsense})
    assert browser.open("/").status_code == 200
    assert 'id="closing"' not in browser.open("/").text
