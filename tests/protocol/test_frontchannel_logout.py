"""OpenID Connect Front-Channel Logout 1.0."""

from html import unescape
from re import findall
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import TestResponse

from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.support.world import ISSUER, SIGNED_OUT, Browser, World, answer_of

FRAME = "https://payslips.test/forget"


@pytest.fixture
def told(world: World) -> Registered:
    """A client that wants to forget people in their own browser."""
    return world.register(frontchannel_logout_uri=FRAME)


@pytest.fixture
def browser(world: World) -> Browser:
    """Anna's browser, signed in."""
    browser = world.browser()
    world.sign_in(browser)
    return browser


def sign_out(world: World, browser: Browser, client: Registered, **extra: str) -> TestResponse:
    """Sign in to the client, and out again by its ID token."""
    hint = world.redeem(client, answer_of(world.authorize(browser, client.client))["code"]).json["id_token"]
    return browser.get("/end-session", id_token_hint=hint, **extra)


def frames_of(response: TestResponse) -> list[str]:
    """Return the addresses of the page's frames."""
    return [unescape(found) for found in findall(r'<iframe src="([^"]+)"', response.text)]


def test_signing_out_opens_the_clients_address_with_issuer_and_session(
    world: World, browser: Browser, told: Registered
) -> None:
    """3."""
    (frame,) = frames_of(sign_out(world, browser, told))
    assert frame.startswith(f"{FRAME}?")
    asked = parse_qs(urlsplit(frame).query)
    assert asked["iss"] == [ISSUER]
    assert len(asked["sid"][0]) > 10


def test_a_query_of_the_clients_own_is_kept(world: World, browser: Browser) -> None:
    """2: the address may include a query component, which must be retained."""
    client = world.register(frontchannel_logout_uri=f"{FRAME}?tenant=1")
    (frame,) = frames_of(sign_out(world, browser, client))
    assert parse_qs(urlsplit(frame).query)["tenant"] == ["1"]


def test_the_person_goes_on_to_the_proven_address_with_state(
    world: World, browser: Browser, told: Registered
) -> None:
    """RP-Initiated Logout 1.0, section 3; by a link where no script runs."""
    page = sign_out(world, browser, told, post_logout_redirect_uri=SIGNED_OUT, state="s1")
    assert f'href="{SIGNED_OUT}?state=s1"' in page.text


def test_everyone_who_took_part_is_opened_and_nobody_else(
    world: World, browser: Browser, told: Registered, payslips: Registered
) -> None:
    """3."""
    world.register(frontchannel_logout_uri=f"{FRAME}-by-nobody")
    other = world.register(frontchannel_logout_uri=f"{FRAME}-too")
    answer_of(world.authorize(browser, other.client))
    answer_of(world.authorize(browser, payslips.client))
    frames = frames_of(sign_out(world, browser, told))
    assert {frame.partition("?")[0] for frame in frames} == {FRAME, f"{FRAME}-too"}


def test_the_page_may_frame_the_clients_origins_alone(
    world: World, browser: Browser, told: Registered
) -> None:
    """5, and the house's content security policy."""
    policy = sign_out(world, browser, told).headers["Content-Security-Policy"]
    assert "frame-src https://payslips.test; " in policy
    assert "frame-ancestors 'none'" in policy


def test_nobody_is_opened_when_the_session_is_over_already(
    world: World, browser: Browser, told: Registered
) -> None:
    """A second click tells nobody twice."""
    hint = world.redeem(told, answer_of(world.authorize(browser, told.client))["code"]).json["id_token"]
    assert frames_of(browser.get("/end-session", id_token_hint=hint))
    assert browser.get("/end-session", id_token_hint=hint).headers["Location"] == "/signed-out"


def test_a_client_that_was_removed_meanwhile_is_not_opened(
    world: World, browser: Browser, told: Registered, payslips: Registered
) -> None:
    """Nothing of a registration outlives it."""
    answer_of(world.authorize(browser, told.client))
    with world.database.begin() as stores:
        stores.clients.remove(told.client.client_id)
    assert sign_out(world, browser, payslips).headers["Location"] == "/signed-out"


@pytest.mark.parametrize(
    "uri", ["https://other.test/out", "http://payslips.test/out", "https://payslips.test:8443/out"]
)
def test_the_address_has_the_origin_of_a_redirect_uri(world: World, uri: str) -> None:
    """2: scheme, domain and port are those of a registered redirection URI."""
    with pytest.raises(BadRegistration, match="frontchannel_logout_uri"):
        world.register(frontchannel_logout_uri=uri)


@pytest.mark.parametrize(
    "uri", ["https://payslips.test/x;%20script-src%20*", "https://payslips.test/a b", "https://x y.test/"]
)
def test_no_address_gets_more_into_the_policy_than_its_origin(
    world: World, browser: Browser, uri: str
) -> None:
    """An address that could write into the header is not registered, or leaves its origin alone there."""
    try:
        client = world.register(frontchannel_logout_uri=uri)
    except BadRegistration:
        return
    policy = sign_out(world, browser, client).headers["Content-Security-Policy"]
    assert "frame-src https://payslips.test; form-action" in policy
