"""OpenID Connect Core 1.0, section 3.1.2: what a client may ask about the sign-in."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import BERTIL, HOME, World, answer_of, claims_of, resume_of


def error_of(world: World, client: Registered, **changes: str | None) -> str:
    """Return the error an ordinary request of a fresh browser gets."""
    return answer_of(world.authorize(world.browser(), client.client, **changes))["error"]


def test_prompt_none_without_a_session_is_login_required(world: World, payslips: Registered) -> None:
    """3.1.2.1 and 3.1.2.6."""
    assert error_of(world, payslips, prompt="none") == "login_required"


def test_prompt_none_with_a_session_shows_nothing(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="none"))


def test_prompt_none_that_would_need_more_proof_is_interaction_required(
    world: World, payslips: Registered
) -> None:
    """3.1.2.6."""
    browser = world.browser()
    world.sign_in(browser)
    wish = "https://idp.test/acr/app/admin"
    refused = world.authorize(browser, payslips.client, prompt="none", acr_values=wish)
    assert answer_of(refused)["error"] == "interaction_required"


@pytest.mark.parametrize("prompt", ["none login", "none consent", "create", "LOGIN"])
def test_a_prompt_that_contradicts_itself_or_is_unknown_is_invalid(
    world: World, payslips: Registered, prompt: str
) -> None:
    """3.1.2.1."""
    assert error_of(world, payslips, prompt=prompt) == "invalid_request"


@pytest.mark.parametrize("prompt", ["login", "select_account", "login consent"])
def test_prompt_login_asks_for_a_sign_in_made_after_the_request(
    world: World, payslips: Registered, prompt: str
) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    world.clock.advance(seconds=1)
    parked = world.authorize(browser, payslips.client, prompt=prompt)
    assert parked.headers["Location"].startswith("/signin/")
    resume = resume_of(parked.headers["Location"])
    assert browser.get(resume).headers["Location"] == parked.headers["Location"]
    world.clock.advance(seconds=30)
    world.sign_in(browser)
    assert "code" in answer_of(browser.get(resume))


def test_prompt_consent_is_met_by_the_administrators_registration(world: World, payslips: Registered) -> None:
    """3.1.2.4: the employer has consented for its own services."""
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="consent"))


def test_max_age_lets_a_sign_in_of_that_age_pass_and_no_older(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    world.clock.advance(seconds=60)
    assert "code" in answer_of(world.authorize(browser, payslips.client, max_age="60"))
    world.clock.advance(seconds=1)
    old = world.authorize(browser, payslips.client, max_age="60")
    assert old.headers["Location"].startswith("/signin/")
    silent = world.authorize(browser, payslips.client, max_age="60", prompt="none")
    assert answer_of(silent)["error"] == "login_required"


@pytest.mark.parametrize("max_age", ["-1", "1.5", "ten", "٣", "1e3", "9" * 40])
def test_max_age_is_a_whole_number(world: World, payslips: Registered, max_age: str) -> None:
    """3.1.2.1."""
    assert error_of(world, payslips, max_age=max_age) == "invalid_request"


def test_auth_time_is_that_of_the_sign_in_however_often_it_is_used(
    world: World, payslips: Registered
) -> None:
    """2 and 3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    signed_in_at = int(world.clock().timestamp())
    for _ in range(2):
        world.clock.advance(seconds=100)
        code = answer_of(world.authorize(browser, payslips.client, max_age="10000"))["code"]
        assert claims_of(world.redeem(payslips, code).json["id_token"])["auth_time"] == signed_in_at


def test_an_id_token_hint_of_the_person_signed_in_changes_nothing(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    hint = world.tokens(payslips)["id_token"]
    world.clock.advance(hours=1)
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="none", id_token_hint=hint))


def test_an_id_token_hint_of_someone_else_is_never_answered_for_the_person_signed_in(
    world: World, payslips: Registered
) -> None:
    """3.1.2.2."""
    hint = world.tokens(payslips)["id_token"]
    browser = world.browser()
    world.sign_in(browser, person=BERTIL)
    silent = world.authorize(browser, payslips.client, prompt="none", id_token_hint=hint)
    assert answer_of(silent)["error"] == "login_required"
    parked = world.authorize(browser, payslips.client, id_token_hint=hint)
    assert parked.headers["Location"].startswith("/signin/")
    world.clock.advance(seconds=5)
    world.sign_in(browser, person=BERTIL)
    still_other = browser.get(resume_of(parked.headers["Location"]))
    assert answer_of(still_other)["error"] == "login_required"


def test_an_id_token_hint_that_is_not_ours_is_invalid(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    other = world.register()
    hint = world.tokens(payslips)["id_token"]
    assert error_of(world, other, id_token_hint=hint) == "invalid_request"
    assert error_of(world, payslips, id_token_hint=hint[:-4] + "AAAA") == "invalid_request"
    assert error_of(world, payslips, id_token_hint="not a token") == "invalid_request"


def test_request_objects_by_reference_are_never_ignored(world: World, payslips: Registered) -> None:
    """6."""
    there = "https://payslips.test/object"
    assert error_of(world, payslips, request_uri=there) == "invalid_request_uri"
    assert error_of(world, payslips, request_uri=there, request="x.y.z") == "invalid_request"


@pytest.mark.parametrize(
    "changes", [{"display": "popup"}, {"ui_locales": "se en"}, {"login_hint": "annand001"}]
)
def test_hints_are_accepted(world: World, payslips: Registered, changes: dict[str, str]) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, payslips.client, **changes))


def test_a_login_hint_waits_in_the_parked_request(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    parked = world.authorize(world.browser(), payslips.client, login_hint="annand001")
    with world.database.begin() as stores:
        pending = stores.interactions.find(
            resume_of(parked.headers["Location"]).removeprefix("/authorize/"), world.clock()
        )
    assert pending is not None
    assert pending.login_hint == "annand001"


def test_a_wished_acr_that_can_be_reached_is_asked_for(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    stronger = world.authorize(browser, payslips.client, acr_values="https://idp.test/acr/app/admin")
    assert stronger.headers["Location"].startswith("/signin/")


def test_a_wished_acr_that_cannot_be_reached_gives_way(world: World, payslips: Registered) -> None:
    """3.1.2.1: voluntary."""
    code = world.get_code(payslips, acr_values="https://idp.test/acr/app/skola urn:unheard:of")
    claims = claims_of(world.redeem(payslips, code).json["id_token"])
    assert claims["acr"] == "https://idp.test/acr/password/admin"


@pytest.mark.parametrize(
    "claims", ["{", "[]", '"x"', '{"userinfo":[]}', '{"id_token":{"acr":[]}}', "1" * 5000]
)
def test_claims_that_are_no_claims_request_are_invalid(
    world: World, payslips: Registered, claims: str
) -> None:
    """5.5."""
    assert error_of(world, payslips, claims=claims) == "invalid_request"


def test_ui_locales_choose_the_language_of_the_pages(world: World, payslips: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.authorize(browser, payslips.client, ui_locales="en-GB sv")
    assert 'lang="en"' in browser.get("/signed-out").text


def test_outside_the_password_alone_gets_no_code(world: World, payslips: Registered) -> None:
    """3.1.2.3, as the service's rule has it."""
    browser = world.browser(HOME)
    world.sign_in(browser, "password", zone="remote")
    parked = world.authorize(browser, payslips.client)
    assert parked.headers["Location"].startswith("/signin/")
