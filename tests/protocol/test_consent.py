"""OpenID Connect Core 1.0, section 3.1.2.4: people are asked before an application is told, where its rule says so."""

import json
import re
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from idp.oidc.authorization.consenting import withdraw
from idp.oidc.registration import registering
from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.support.world import ANNA, BERTIL, CALLBACK, Browser, World, answer_of


@pytest.fixture
def lunch(world: World) -> Registered:
    """Another organisation's application: people choose."""
    return world.register(name="Lunchkortet", consent="once", claims=("birthdate",))


@pytest.fixture
def browser(world: World) -> Browser:
    """Anna's browser at the office."""
    browser = world.browser()
    world.sign_in(browser)
    return browser


def open_page(world: World, browser: Browser, lunch: Registered, **changes: str | None) -> str:
    """Ask, follow to the page that asks the person, and return its path."""
    answer = world.authorize(browser, lunch.client, **changes)
    assert answer.status_code == 303
    path: str = answer.headers["Location"]
    assert re.fullmatch(r"/authorize/[A-Za-z0-9]+", path)
    return path


def read_form(page: TestResponse) -> dict[str, str]:
    """Return the hidden fields of the page's first form."""
    form = page.text.partition("<form")[2].partition("</form>")[0]
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))


def agree(browser: Browser, path: str) -> TestResponse:
    """Press yes on the page."""
    return browser.post(f"{path}/consent", **read_form(browser.get(path)))


def test_the_page_says_who_asks_and_for_what(world: World, browser: Browser, lunch: Registered) -> None:
    page = browser.get(
        open_page(world, browser, lunch, scope="openid email", claims='{"userinfo":{"birthdate":null}}')
    )
    assert page.status_code == 200
    for word in (
        "Lunchkortet",
        "din e-postadress i arbetet",
        "ditt födelsedatum",
        "när, hur och från vilket nät",
    ):
        assert word in page.text
    assert "ditt namn" not in page.text
    assert "form-action 'self' https://payslips.test" in page.headers["Content-Security-Policy"]


def test_yes_gives_the_code_and_is_remembered(world: World, browser: Browser, lunch: Registered) -> None:
    answer = answer_of(agree(browser, open_page(world, browser, lunch)))
    assert world.redeem(lunch, answer["code"]).status_code == 200
    assert answer["state"] == "state-1"
    assert "code" in answer_of(world.authorize(browser, lunch.client))
    assert "code" in answer_of(world.authorize(browser, lunch.client, prompt="none"))


def test_no_is_told_to_the_application(world: World, browser: Browser, lunch: Registered) -> None:
    """3.1.2.6."""
    path = open_page(world, browser, lunch)
    answer = answer_of(browser.post(f"{path}/cancel", **read_form(browser.get(path))))
    assert (answer["error"], answer["state"], answer["iss"]) == (
        "access_denied",
        "state-1",
        "https://idp.test",
    )
    assert open_page(world, browser, lunch)


def test_nobody_is_asked_silently(world: World, browser: Browser, lunch: Registered) -> None:
    """3.1.2.6: consent_required."""
    assert answer_of(world.authorize(browser, lunch.client, prompt="none"))["error"] == "consent_required"


def test_more_than_was_agreed_is_asked_about_and_less_is_not(
    world: World, browser: Browser, lunch: Registered
) -> None:
    agree(browser, open_page(world, browser, lunch, scope="openid email"))
    assert "code" in answer_of(world.authorize(browser, lunch.client, scope="openid"))
    agree(browser, open_page(world, browser, lunch, scope="openid profile"))
    assert "code" in answer_of(world.authorize(browser, lunch.client, scope="openid email profile"))
    assert open_page(world, browser, lunch, claims='{"id_token":{"birthdate":null}}')


def test_prompt_consent_asks_again(world: World, browser: Browser, lunch: Registered) -> None:
    """3.1.2.1."""
    agree(browser, open_page(world, browser, lunch))
    assert "code" in answer_of(agree(browser, open_page(world, browser, lunch, prompt="consent")))


def test_always_asks_each_time(world: World, browser: Browser) -> None:
    client = world.register(consent="always")
    for _ in range(2):
        assert "code" in answer_of(agree(browser, open_page(world, browser, client)))


def test_an_approval_counts_for_what_was_shown_and_no_more(
    world: World, browser: Browser, lunch: Registered
) -> None:
    """A form of one request is pressed at another, which asks for more: its page is shown instead."""
    narrow = open_page(world, browser, lunch, scope="openid")
    wide = open_page(world, browser, lunch, scope="openid profile email")
    answer = browser.post(f"{wide}/consent", **read_form(browser.get(narrow)))
    assert answer.status_code == 200
    assert "ditt namn" in answer.text


def test_what_the_client_may_learn_is_looked_at_again(
    world: World, browser: Browser, lunch: Registered
) -> None:
    """Registered for more while the page was open: it is shown again, and asks about that."""
    asked = {"scope": "openid address"}
    path = open_page(world, browser, lunch, **asked)
    form = read_form(browser.get(path))
    with world.database.begin() as stores:
        known = registering.get_client(stores, lunch.client.client_id)
        wider = replace(known, scopes=(*known.scopes, "address"))
        stores.clients.replace(wider)
    assert browser.post(f"{path}/consent", **form).status_code == 200


def test_another_browser_cannot_approve(world: World, browser: Browser, lunch: Registered) -> None:
    path = open_page(world, browser, lunch)
    other = world.browser()
    world.sign_in(other, person=BERTIL)
    mine = read_form(other.get(open_page(world, other, lunch)))
    assert other.post(f"{path}/consent", **mine).status_code == 404
    with world.database.begin() as stores:
        assert stores.consents.list(ANNA.person_id) == ()


def test_a_page_without_the_browsers_token_approves_nothing(
    world: World, browser: Browser, lunch: Registered
) -> None:
    path = open_page(world, browser, lunch)
    asked = read_form(browser.get(path))["asked"]
    assert browser.post(f"{path}/consent", asked=asked).status_code == 403
    assert open_page(world, browser, lunch)


def test_a_second_press_finds_the_request_done(world: World, browser: Browser, lunch: Registered) -> None:
    path = open_page(world, browser, lunch)
    form = read_form(browser.get(path))
    assert "code" in answer_of(browser.post(f"{path}/consent", **form))
    assert browser.post(f"{path}/consent", **form).status_code == 410


def test_one_persons_yes_is_not_anothers(world: World, browser: Browser, lunch: Registered) -> None:
    agree(browser, open_page(world, browser, lunch))
    other = world.browser()
    world.sign_in(other, person=BERTIL)
    assert open_page(world, other, lunch)


def test_taking_it_back_ends_what_was_granted(world: World, browser: Browser, lunch: Registered) -> None:
    tokens = world.redeem(lunch, answer_of(agree(browser, open_page(world, browser, lunch)))["code"]).json
    with world.database.begin() as stores:
        assert withdraw(stores, ANNA.person_id, lunch.client.client_id, world.clock())
        assert not withdraw(stores, ANNA.person_id, lunch.client.client_id, world.clock())
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(lunch, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert open_page(world, browser, lunch)


def test_consents_go_with_their_client(world: World, browser: Browser, lunch: Registered) -> None:
    agree(browser, open_page(world, browser, lunch))
    with world.database.begin() as stores:
        registering.remove(stores, lunch.client.client_id, world.part, world.clock())
        assert stores.consents.list(ANNA.person_id) == ()


def test_a_yes_is_in_the_trail(world: World, browser: Browser, lunch: Registered) -> None:
    agree(browser, open_page(world, browser, lunch))
    with world.database.begin() as stores:
        (fields,) = [row.fields for row in stores.audit.load_rows() if row.tag == "consent.given"]
    assert json.loads(fields)["told"] == "openid"


def test_an_unknown_rule_is_refused(world: World) -> None:
    with pytest.raises(BadRegistration, match="consent"):
        world.register(consent="sometimes")


def test_the_answer_still_goes_to_the_registered_address(
    world: World, browser: Browser, lunch: Registered
) -> None:
    answer = agree(browser, open_page(world, browser, lunch))
    assert answer.headers["Location"].startswith(CALLBACK)
