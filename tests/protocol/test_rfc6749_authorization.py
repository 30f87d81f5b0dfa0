"""RFC 6749, sections 3.1 and 4.1: the authorization endpoint."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import CALLBACK, World, answer_of


def test_a_signed_in_person_gets_a_code_by_one_redirect_and_no_page(
    world: World, payslips: Registered
) -> None:
    """4.1.2."""
    browser = world.browser()
    world.sign_in(browser)
    response = world.authorize(browser, payslips.client)
    assert response.status_code == 303
    assert set(answer_of(response)) == {"code", "state", "iss"}


def test_a_person_who_is_not_signed_in_is_sent_to_sign_in(world: World, payslips: Registered) -> None:
    """4.1.1."""
    response = world.authorize(world.browser(), payslips.client)
    assert response.status_code == 303
    assert response.headers["Location"].startswith("/signin/")


@pytest.mark.parametrize(
    "state", ["a", "x" * 128, "å".encode().hex(), "a b+c&d=e%20/?#'\"\\<>", "~!@$^*()_{}|:;,."]
)
def test_state_returns_byte_for_byte(world: World, payslips: Registered, state: str) -> None:
    """4.1.2."""
    browser = world.browser()
    world.sign_in(browser)
    assert answer_of(world.authorize(browser, payslips.client, state=state))["state"] == state
    refused = world.authorize(browser, payslips.client, state=state, scope="profile")
    assert answer_of(refused)["state"] == state


def test_a_request_without_state_gets_none_back(world: World, payslips: Registered) -> None:
    """4.1.2."""
    browser = world.browser()
    world.sign_in(browser)
    assert "state" not in answer_of(world.authorize(browser, payslips.client, state=None))


@pytest.mark.parametrize(
    "name", ["response_type", "scope", "state", "nonce", "code_challenge", "prompt", "max_age"]
)
def test_a_repeated_parameter_is_invalid(world: World, payslips: Registered, name: str) -> None:
    """3.1."""
    request = world.request(payslips.client, prompt="login", max_age="5")
    response = world.browser().http.get("/authorize", query_string=[*request.items(), (name, request[name])])
    assert answer_of(response)["error"] == "invalid_request"


@pytest.mark.parametrize("name", ["client_id", "redirect_uri"])
def test_repeating_what_proves_the_client_redirects_nowhere(
    world: World, payslips: Registered, name: str
) -> None:
    """3.1 and 4.1.2.1."""
    request = world.request(payslips.client)
    response = world.browser().http.get("/authorize", query_string=[*request.items(), (name, request[name])])
    assert response.status_code == 400
    assert "Location" not in response.headers


def test_an_empty_parameter_counts_as_absent(world: World, payslips: Registered) -> None:
    """3.1."""
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="", max_age="", claims=""))


def test_an_unknown_parameter_is_ignored(world: World, payslips: Registered) -> None:
    """3.1."""
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, extra="foobar"))


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": None},
        {"client_id": "nobody"},
        {"redirect_uri": None},
        {"redirect_uri": "https://payslips.test/callback/"},
        {"redirect_uri": "https://payslips.test/callback?x=1"},
        {"redirect_uri": "https://evil.test/callback"},
    ],
)
def test_an_unproven_client_or_address_gets_a_page_and_no_redirect(
    world: World, payslips: Registered, changes: dict[str, str | None]
) -> None:
    """4.1.2.1."""
    response = world.authorize(world.browser(), payslips.client, **changes)
    assert response.status_code == 400
    assert "Location" not in response.headers
    assert response.content_type.startswith("text/html")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "none"}, "unsupported_response_type"),
        ({"response_type": "code none"}, "unsupported_response_type"),
        ({"response_mode": "web_message"}, "invalid_request"),
        ({"scope": None}, "invalid_scope"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_proven_client_is_told_what_was_wrong(
    world: World, payslips: Registered, changes: dict[str, str | None], error: str
) -> None:
    """4.1.2.1."""
    answer = answer_of(world.authorize(world.browser(), payslips.client, **changes))
    assert answer["error"] == error
    assert set(answer) == {"error", "error_description", "state", "iss"}


def test_a_redirect_uri_keeps_its_own_query(world: World) -> None:
    """3.1.2."""
    address = f"{CALLBACK}?tenant=north"
    client = world.register(redirect_uris=(address,)).client
    browser = world.browser()
    world.sign_in(browser)
    answer = answer_of(world.authorize(browser, client, redirect_uri=address))
    assert answer["tenant"] == "north"
    assert "code" in answer


def test_the_endpoint_takes_a_form_as_it_takes_a_query(world: World, payslips: Registered) -> None:
    """3.1."""
    browser = world.browser()
    world.sign_in(browser)
    posted = browser.post("/authorize", **world.request(payslips.client))
    assert posted.status_code == 303
    followed = browser.http.get(
        posted.headers["Location"], environ_overrides={"REMOTE_ADDR": browser.address}
    )
    assert "code" in answer_of(followed)


def test_a_long_form_is_answered_in_place(world: World, payslips: Registered) -> None:
    """3.1."""
    posted = world.browser().post("/authorize", **world.request(payslips.client, login_hint="x" * 6000))
    assert posted.headers["Location"].startswith("/signin/")


def test_a_paused_client_is_unknown(world: World) -> None:
    """4.1.2.1."""
    response = world.authorize(world.browser(), world.register(is_paused=True).client)
    assert response.status_code == 400
    assert "Location" not in response.headers
