"""Tokens from the authorization endpoint: only to clients that may have them, bound to their request, never in a query.

OpenID Connect Core 1.0, sections 3.2 and 3.3; OAuth 2.0 Multiple Response Type Encoding Practices 1.0; OAuth 2.0 Form
Post Response Mode 1.0.
"""

import re
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.test import TestResponse

from idp.oidc.clients.client import RESPONSE_TYPES
from idp.oidc.registration.registering import Registered
from idp.sessions.session import End
from tests.support.world import ANNA, CALLBACK, ISSUER, World, answer_of, claims_of, half_of

FRONT = tuple(one for one in RESPONSE_TYPES if one != "code")


@pytest.fixture
def trusted(world: World) -> Registered:
    """A client that may ask for everything."""
    return world.register(response_types=RESPONSE_TYPES)


def fragment_of(response: TestResponse) -> dict[str, str]:
    """Return what travels behind the #; fail when anything travels before it."""
    assert response.status_code == 303
    target = urlsplit(response.headers["Location"])
    assert target.geturl().partition("#")[0] == CALLBACK
    pairs = parse_qsl(target.fragment, strict_parsing=True)
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def ask(world: World, client: Registered, **changes: str | None) -> TestResponse:
    """Send a request of somebody who is signed in."""
    browser = world.browser()
    world.sign_in(browser)
    return world.authorize(browser, client.client, **changes)


@pytest.mark.parametrize("response_type", FRONT)
def test_the_answer_holds_what_was_asked_for_and_nothing_else(
    world: World, trusted: Registered, response_type: str
) -> None:
    answer = fragment_of(ask(world, trusted, response_type=response_type))
    asked = set(response_type.split())
    names = {
        "code": {"code"},
        "id_token": {"id_token"},
        "token": {"access_token", "token_type", "expires_in", "scope"},
    }
    assert set(answer) == {"state", "iss"}.union(*(names[word] for word in asked))
    assert (answer["state"], answer["iss"]) == ("state-1", ISSUER)
    if "id_token" in asked:
        claims = claims_of(answer["id_token"])
        assert (claims["nonce"], claims["aud"], claims["sub"]) == (
            "nonce-1",
            trusted.client.client_id,
            ANNA.person_id,
        )
        assert claims.get("at_hash") == (half_of(answer["access_token"]) if "token" in asked else None)
        assert claims.get("c_hash") == (half_of(answer["code"]) if "code" in asked else None)


@pytest.mark.parametrize("response_type", FRONT)
def test_a_client_without_the_permission_gets_the_code_flow_only(world: World, response_type: str) -> None:
    """Multiple Response Types, section 2; RFC 9700, section 2.1.2: off unless an administrator gives it."""
    plain = world.register()
    answer = fragment_of(ask(world, plain, response_type=response_type))
    assert answer["error"] == "unauthorized_client"
    assert set(answer) == {"error", "error_description", "state", "iss"}


def test_the_words_of_a_response_type_have_no_order(world: World, trusted: Registered) -> None:
    """Multiple Response Types, section 3."""
    assert "code" in fragment_of(ask(world, trusted, response_type="token id_token code"))


def test_a_response_type_that_nobody_knows_is_refused(world: World, trusted: Registered) -> None:
    assert answer_of(ask(world, trusted, response_type="code none"))["error"] == "unsupported_response_type"


@pytest.mark.parametrize("response_type", [one for one in FRONT if "id_token" in one])
def test_an_id_token_in_the_front_channel_needs_a_nonce(
    world: World, trusted: Registered, response_type: str
) -> None:
    """OpenID Connect Core 1.0, sections 3.2.2.1 and 3.3.2.11."""
    assert (
        fragment_of(ask(world, trusted, response_type=response_type, nonce=None))["error"]
        == "invalid_request"
    )


def test_a_code_and_a_token_need_no_nonce(world: World, trusted: Registered) -> None:
    assert "access_token" in fragment_of(ask(world, trusted, response_type="code token", nonce=None))


@pytest.mark.parametrize("response_type", FRONT)
def test_tokens_never_travel_in_a_query(world: World, trusted: Registered, response_type: str) -> None:
    """Multiple Response Types, section 5: the refusal travels in the fragment too."""
    answer = fragment_of(ask(world, trusted, response_type=response_type, response_mode="query"))
    assert answer["error"] == "invalid_request"


def test_a_code_may_be_asked_for_in_the_fragment(world: World) -> None:
    assert "code" in fragment_of(ask(world, world.register(), response_mode="fragment"))


def test_an_access_token_of_the_front_channel_is_good_and_dies_with_the_session(
    world: World, trusted: Registered
) -> None:
    browser = world.browser()
    session = world.sign_in(browser)
    answer = fragment_of(world.authorize(browser, trusted.client, response_type="id_token token"))
    assert world.userinfo(answer["access_token"]).json == {"sub": ANNA.person_id}
    world.logout.end(session, world.clock(), End.SIGNED_OUT)
    assert world.userinfo(answer["access_token"]).status_code == 401


def test_no_refresh_token_travels_through_the_browser(world: World, trusted: Registered) -> None:
    """RFC 6749, section 4.2.2."""
    for response_type in FRONT:
        assert "refresh_token" not in fragment_of(ask(world, trusted, response_type=response_type))


def test_an_id_token_that_comes_alone_tells_what_the_scopes_bring(world: World, trusted: Registered) -> None:
    """OpenID Connect Core 1.0, section 5.4."""
    alone = claims_of(
        fragment_of(ask(world, trusted, response_type="id_token", scope="openid profile"))["id_token"]
    )
    accompanied = claims_of(
        fragment_of(ask(world, trusted, response_type="id_token token", scope="openid profile"))["id_token"]
    )
    assert alone["name"] == ANNA.name
    assert "name" not in accompanied


def test_a_hybrid_code_is_redeemed_for_the_same_person_and_session(world: World, trusted: Registered) -> None:
    """OpenID Connect Core 1.0, section 3.3.3.6."""
    answer = fragment_of(ask(world, trusted, response_type="code id_token token"))
    front = claims_of(answer["id_token"])
    back = claims_of(world.redeem(trusted, answer["code"]).json["id_token"])
    assert [front[name] for name in ("iss", "sub", "sid", "auth_time", "nonce")] == [
        back[name] for name in ("iss", "sub", "sid", "auth_time", "nonce")
    ]


def test_replaying_a_hybrid_code_ends_the_front_channels_token_too(world: World, trusted: Registered) -> None:
    """RFC 6749, section 4.1.2."""
    answer = fragment_of(ask(world, trusted, response_type="code token"))
    world.redeem(trusted, answer["code"])
    assert world.redeem(trusted, answer["code"]).json["error"] == "invalid_grant"
    assert world.userinfo(answer["access_token"]).status_code == 401


def test_a_silent_request_is_refused_in_the_fragment(world: World, trusted: Registered) -> None:
    refused = world.authorize(world.browser(), trusted.client, response_type="id_token", prompt="none")
    assert fragment_of(refused)["error"] == "login_required"


def test_form_post_carries_the_answer_in_a_form_without_any_script_in_the_page(
    world: World, trusted: Registered
) -> None:
    """Form Post Response Mode 1.0, section 2; the values are escaped (section 4)."""
    state = "\"><script>alert(1)</script>'&"
    response = ask(world, trusted, response_type="code id_token", response_mode="form_post", state=state)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert "form-action 'self' https://payslips.test;" in response.headers["Content-Security-Policy"]
    page = response.get_data(as_text=True)
    assert f'<form method="post" action="{CALLBACK}"' in page
    fields = {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    assert set(fields) == {"code", "id_token", "state", "iss"}
    assert fields["state"] == state
    assert "<script>alert" not in page
    assert '<button class="button primary" type="submit">' in page


def test_an_error_is_posted_too(world: World, trusted: Registered) -> None:
    """Form Post Response Mode 1.0, section 2."""
    page = ask(world, trusted, response_mode="form_post", scope="profile")
    assert page.status_code == 200
    assert 'name="error" value="invalid_scope"' in page.get_data(as_text=True)


def test_the_metadata_says_what_there_is(world: World) -> None:
    """OpenID Connect Discovery 1.0, section 3."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["response_types_supported"] == list(RESPONSE_TYPES)
    assert metadata["response_modes_supported"] == [
        "query",
        "fragment",
        "form_post",
        "jwt",
        "query.jwt",
        "fragment.jwt",
        "form_post.jwt",
    ]
    assert "implicit" in metadata["grant_types_supported"]
