"""A request that waits while the person signs in: once, in its own browser, decided anew (design, section 4)."""

import pytest
from werkzeug.test import TestResponse

from idp.oidc.registration.registering import Registered, remove
from tests.support.world import BERTIL, HOME, Browser, World, answer_of, csrf_of, resume_of


def park(world: World, browser: Browser, client: Registered, **changes: str | None) -> str:
    """Park an ordinary request and return the address it is resumed at."""
    location = world.authorize(browser, client.client, **changes).headers["Location"]
    assert location.startswith("/signin/")
    return resume_of(location)


def cancel(world: World, browser: Browser, resume: str) -> TestResponse:
    """Cancel a parked request by a form of its own browser."""
    return browser.post(f"{resume}/cancel", csrf=csrf_of(world, browser))


def test_a_parked_request_goes_on_when_the_person_has_signed_in(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    world.sign_in(browser)
    assert answer_of(browser.get(resume))["state"] == "state-1"


def test_a_parked_request_goes_back_to_sign_in_until_enough_is_proved(
    world: World, payslips: Registered
) -> None:
    browser = world.browser(HOME)
    resume = park(world, browser, payslips)
    world.sign_in(browser, "password", zone="remote")
    assert browser.get(resume).headers["Location"] == resume.replace("/authorize/", "/signin/")
    world.sign_in(browser, "password", "sms", zone="remote")
    assert "code" in answer_of(browser.get(resume))


def test_a_parked_request_gives_one_code(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    world.sign_in(browser)
    browser.get(resume)
    again = browser.get(resume)
    assert again.status_code == 410
    assert "Location" not in again.headers


def test_a_parked_request_is_nothing_to_another_browser(world: World, payslips: Registered) -> None:
    resume = park(world, world.browser(), payslips)
    other = world.browser()
    world.sign_in(other)
    response = other.get(resume)
    assert response.status_code == 404
    assert "Location" not in response.headers


def test_two_tabs_each_have_their_own_request(world: World, payslips: Registered) -> None:
    browser = world.browser()
    first = park(world, browser, payslips, state="first")
    second = park(world, browser, payslips, state="second")
    world.sign_in(browser)
    assert answer_of(browser.get(second))["state"] == "second"
    assert answer_of(browser.get(first))["state"] == "first"


def test_a_request_left_open_overnight_goes_to_the_page_that_says_so(
    world: World, payslips: Registered
) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    world.clock.advance(hours=20)
    world.sign_in(browser)
    assert browser.get(resume).headers["Location"] == resume.replace("/authorize/", "/signin/")


def test_a_client_removed_meanwhile_gets_nothing(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    with world.database.begin() as stores:
        remove(stores, payslips.client.client_id, world.part, world.clock())
    world.sign_in(browser)
    response = browser.get(resume)
    assert response.status_code == 400
    assert "Location" not in response.headers


def test_cancelling_tells_the_client_and_uses_the_request_up(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    assert answer_of(cancel(world, browser, resume))["error"] == "access_denied"
    world.sign_in(browser)
    assert browser.get(resume).status_code == 410


def test_cancelling_needs_a_form_of_this_browser(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    assert browser.post(f"{resume}/cancel", csrf="guessed").status_code == 403
    world.sign_in(browser)
    assert "code" in answer_of(browser.get(resume))


def test_cancelling_twice_shows_a_page(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips)
    cancel(world, browser, resume)
    assert cancel(world, browser, resume).status_code == 410


@pytest.mark.parametrize("interaction_id", ["0" * 32, "nothing", "%00", "..%2f", "å", "x" * 5000])
def test_an_unknown_request_is_a_page_that_shows_the_way_on(world: World, interaction_id: str) -> None:
    response = world.browser().http.get(f"/authorize/{interaction_id}")
    assert response.status_code == 404


def test_the_person_who_signs_in_need_not_be_the_one_before(world: World, payslips: Registered) -> None:
    browser = world.browser()
    resume = park(world, browser, payslips, prompt="login")
    world.clock.advance(seconds=5)
    world.sign_in(browser, person=BERTIL)
    code = answer_of(browser.get(resume))["code"]
    assert world.userinfo(world.redeem(payslips, code).json["access_token"]).json == {"sub": "p-bertil"}
