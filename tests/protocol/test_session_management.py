"""OpenID Connect Session Management 1.0."""

from hashlib import sha256

import pytest
from werkzeug.test import TestResponse

from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.support.world import ISSUER, Browser, World, answer_of, build_world

COOKIE = "__Host-idp_state"


@pytest.fixture
def world(sqlite_database: Database) -> World:
    """A provider whose pages may be asked whether somebody is still signed in."""
    return build_world(sqlite_database, manages_sessions=True)


@pytest.fixture
def browser(world: World) -> Browser:
    """Anna's browser, signed in."""
    browser = world.browser()
    world.sign_in(browser)
    return browser


def cookie_of(response: TestResponse) -> str:
    """Return what the response has the browser keep as its state; nothing when it says nothing of it."""
    found = [one for one in response.headers.getlist("Set-Cookie") if one.startswith(f"{COOKIE}=")]
    return found[0] if found else ""


def test_an_answer_carries_a_salted_hash_of_client_origin_and_state(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """2 and 3.2."""
    answer = answer_of(world.authorize(browser, payslips.client))
    told, _, salt = answer["session_state"].partition(".")
    with world.database.begin() as stores:
        held = stores.grants.find_by_code(
            sha256(answer["code"].encode()).hexdigest(), world.clock(), world.provider.lifetimes.idle
        )
    assert held is not None
    state = sha256(f"browser state of {held.grant.sid}".encode()).hexdigest()
    expected = sha256(f"{payslips.client.client_id} https://payslips.test {state} {salt}".encode())
    assert told == expected.hexdigest()


def test_no_two_answers_say_the_same_and_none_holds_a_space(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """2: the value must not contain the space character."""
    states = {answer_of(world.authorize(browser, payslips.client))["session_state"] for _ in range(3)}
    assert len(states) == 3
    assert not any(" " in state for state in states)


def test_the_frame_may_stand_in_anybodys_page_and_no_other_page_may(world: World) -> None:
    """3.3; every other page refuses to be framed."""
    browser = world.browser()
    frame = browser.get("/check-session")
    assert frame.status_code == 200
    assert "frame-ancestors https: http:" in frame.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in browser.get("/signed-out").headers["Content-Security-Policy"]


def test_the_frame_runs_no_inline_script_and_knows_the_cookies_name(world: World) -> None:
    """3.3; its script is a file of ours."""
    frame = world.browser().get("/check-session").text
    assert f'data-cookie="{COOKIE}"' in frame
    assert "check-session.js" in frame
    assert "script-src 'self'" in world.browser().get("/check-session").headers["Content-Security-Policy"]


def test_opening_the_frame_is_no_activity_and_tells_the_browser_nothing(
    world: World, browser: Browser
) -> None:
    """3.2: the frame asks nothing of the provider, so that watching keeps nobody signed in."""
    assert not browser.get("/check-session").headers.getlist("Set-Cookie")


def test_signing_out_takes_the_state_away(world: World, browser: Browser, payslips: Registered) -> None:
    """3.2: the state changes when somebody signs out."""
    hint = world.redeem(payslips, answer_of(world.authorize(browser, payslips.client))["code"]).json[
        "id_token"
    ]
    gone = cookie_of(browser.get("/end-session", id_token_hint=hint))
    assert gone.startswith(f"{COOKIE}=;")
    assert "SameSite=None" in gone
    assert "Secure" in gone


def test_a_session_that_time_ended_takes_its_state_with_it(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """The next page that is asked for tells the browser."""
    world.clock.advance(minutes=16)
    assert cookie_of(world.authorize(browser, payslips.client)).startswith(f"{COOKIE}=;")


def test_without_the_setting_nothing_of_it_is_there(sqlite_database: Database) -> None:
    """A cookie that other sites can ask about is not kept unless somebody needs it."""
    world = build_world(sqlite_database)
    browser = world.browser()
    world.sign_in(browser)
    assert "session_state" not in answer_of(world.authorize(browser, world.register().client))
    assert browser.get("/check-session").status_code == 404
    assert "check_session_iframe" not in browser.get("/.well-known/openid-configuration").text


def test_the_frames_address_is_announced(world: World) -> None:
    """3.3.1."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["check_session_iframe"] == f"{ISSUER}/check-session"
