"""OpenID Connect RP-Initiated Logout 1.0."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import BERTIL, SIGNED_OUT, Browser, World, answer_of, csrf_of


@pytest.fixture
def browser(world: World) -> Browser:
    """Anna's browser, signed in."""
    browser = world.browser()
    world.sign_in(browser)
    return browser


def hint_for(world: World, browser: Browser, client: Registered) -> str:
    """Return the ID token that an ordinary sign-in to the client gives."""
    code = answer_of(world.authorize(browser, client.client))["code"]
    return str(world.redeem(client, code).json["id_token"])


def is_signed_in(world: World, browser: Browser, client: Registered) -> bool:
    """Say whether the provider answers for this browser without a page."""
    return "code" in answer_of(world.authorize(browser, client.client, prompt="none"))


def test_a_client_that_proves_the_person_signs_them_out_and_gets_them_back(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """2 and 3."""
    hint, state = hint_for(world, browser, payslips), "s" * 128
    response = browser.get(
        "/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT, state=state
    )
    assert response.headers["Location"] == f"{SIGNED_OUT}?state={state}"
    assert answer_of(world.authorize(browser, payslips.client, prompt="none"))["error"] == "login_required"


def test_without_state_the_address_stands_alone(world: World, browser: Browser, payslips: Registered) -> None:
    """3."""
    hint = hint_for(world, browser, payslips)
    response = browser.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert response.headers["Location"] == SIGNED_OUT


def test_a_form_does_as_well_as_an_address(world: World, browser: Browser, payslips: Registered) -> None:
    """2."""
    hint = hint_for(world, browser, payslips)
    response = browser.post("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert response.headers["Location"] == SIGNED_OUT


def test_an_expired_hint_will_do(world: World, browser: Browser, payslips: Registered) -> None:
    """2: the session it names may be current or recent."""
    hint = hint_for(world, browser, payslips)
    world.clock.advance(minutes=14)
    response = browser.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert response.headers["Location"] == SIGNED_OUT


@pytest.mark.parametrize(
    "uri", [f"{SIGNED_OUT}?extra=1", f"{SIGNED_OUT}/", "https://evil.test/", "//evil.test", "/x"]
)
def test_an_address_that_is_not_registered_is_never_gone_to(
    world: World, browser: Browser, payslips: Registered, uri: str
) -> None:
    """3."""
    hint = hint_for(world, browser, payslips)
    response = browser.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=uri)
    assert response.headers["Location"] == "/signed-out"


@pytest.mark.parametrize("hint", [None, "not a token", "eyJhbGciOiJub25lIn0.e30."])
def test_without_a_good_hint_the_person_is_asked_and_nobody_redirected(
    world: World, browser: Browser, payslips: Registered, hint: str | None
) -> None:
    """2 and 6."""
    extra = {"id_token_hint": hint} if hint else {}
    response = browser.get("/end-session", post_logout_redirect_uri=SIGNED_OUT, state="x", **extra)
    assert response.status_code == 200
    assert is_signed_in(world, browser, payslips)


def test_a_modified_hint_is_no_hint(world: World, browser: Browser, payslips: Registered) -> None:
    """4."""
    head, body, signature = hint_for(world, browser, payslips).split(".")
    forged = f"{head}.{body}.{'A' * len(signature)}"
    response = browser.get("/end-session", id_token_hint=forged, post_logout_redirect_uri=SIGNED_OUT)
    assert response.status_code == 200
    assert is_signed_in(world, browser, payslips)


def test_a_hint_of_someone_else_does_not_sign_this_person_out(world: World, payslips: Registered) -> None:
    """2: the OP should ask."""
    hint = world.tokens(payslips)["id_token"]
    other = world.browser()
    world.sign_in(other, person=BERTIL)
    response = other.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert response.status_code == 200
    assert is_signed_in(world, other, payslips)


def test_a_client_id_that_is_not_the_hints_spoils_the_hint(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """2."""
    hint, other = hint_for(world, browser, payslips), world.register()
    response = browser.get(
        "/end-session",
        id_token_hint=hint,
        client_id=other.client.client_id,
        post_logout_redirect_uri=SIGNED_OUT,
    )
    assert response.status_code == 200


def test_a_person_who_says_yes_is_signed_out(world: World, browser: Browser, payslips: Registered) -> None:
    """2."""
    assert browser.get("/end-session").status_code == 200
    response = browser.post("/end-session/confirmed", csrf=csrf_of(world, browser), action="sign_out")
    assert response.headers["Location"] == "/signed-out"
    assert browser.get("/signed-out").status_code == 200
    assert answer_of(world.authorize(browser, payslips.client, prompt="none"))["error"] == "login_required"


def say_yes(world: World, browser: Browser, **parameters: str) -> str:
    """Ask for a sign-out with these parameters, say yes on the page, and return where one is taken."""
    assert browser.get("/end-session", **parameters).status_code == 200
    csrf = csrf_of(world, browser)
    return browser.post("/end-session/confirmed", csrf=csrf, action="sign_out", **parameters).headers[
        "Location"
    ]


def test_a_client_that_only_says_who_it_is_gets_the_person_back_when_they_have_said_yes(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """3: another means of confirming the target is that the person was asked and the address is registered."""
    asked = {"client_id": payslips.client.client_id, "post_logout_redirect_uri": SIGNED_OUT, "state": "x"}
    assert say_yes(world, browser, **asked) == f"{SIGNED_OUT}?state=x"
    assert not is_signed_in(world, browser, payslips)


def test_someone_whom_the_hint_does_not_name_comes_back_too_when_they_have_said_yes(
    world: World, payslips: Registered
) -> None:
    """2 and 3."""
    hint = world.tokens(payslips)["id_token"]
    other = world.browser()
    world.sign_in(other, person=BERTIL)
    assert say_yes(world, other, id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT) == SIGNED_OUT


@pytest.mark.parametrize(
    "wrong",
    [
        {"post_logout_redirect_uri": "https://evil.test/"},
        {"client_id": "nobody"},
        {"client_id": ""},
        {"id_token_hint": "not a token"},
    ],
)
def test_saying_yes_leads_to_nobody_elses_address(
    world: World, browser: Browser, payslips: Registered, wrong: dict[str, str]
) -> None:
    """3."""
    asked = {"client_id": payslips.client.client_id, "post_logout_redirect_uri": SIGNED_OUT} | wrong
    assert say_yes(world, browser, **asked) == "/signed-out"


def test_who_was_not_asked_is_taken_nowhere_without_a_hint(world: World, payslips: Registered) -> None:
    """3: nobody is signed in, so there was no question, and the link may be anybody's."""
    asked = {"client_id": payslips.client.client_id, "post_logout_redirect_uri": SIGNED_OUT}
    assert world.browser().get("/end-session", **asked).headers["Location"] == "/signed-out"


def test_saying_yes_needs_a_form_of_this_browser(
    world: World, browser: Browser, payslips: Registered
) -> None:
    """6."""
    assert browser.post("/end-session/confirmed", csrf="guessed").status_code == 403
    assert is_signed_in(world, browser, payslips)


def test_someone_signed_in_nowhere_sees_that_they_are_signed_out(world: World) -> None:
    """2."""
    assert world.browser().get("/end-session").headers["Location"] == "/signed-out"


def test_a_repeated_parameter_counts_as_absent(world: World, browser: Browser, payslips: Registered) -> None:
    """2: never redirect on doubt."""
    hint = hint_for(world, browser, payslips)
    twice = [
        ("id_token_hint", hint),
        ("post_logout_redirect_uri", SIGNED_OUT),
        ("post_logout_redirect_uri", SIGNED_OUT),
    ]
    response = browser.http.get(
        "/end-session", query_string=twice, environ_overrides={"REMOTE_ADDR": browser.address}
    )
    assert response.headers["Location"] == "/signed-out"
