"""OpenID Connect Dynamic Client Registration 1.0, section 2: what a client is registered to ask for when it asks for nothing."""

from tests.support.world import ISSUER, World, answer_of, claims_of

APP = f"{ISSUER}/acr/app/admin"


def test_a_registered_max_age_asks_for_a_fresh_sign_in(world: World) -> None:
    client, browser = world.register(default_max_age=60).client, world.browser()
    world.sign_in(browser)
    assert "code" in answer_of(world.authorize(browser, client, prompt="none"))
    world.clock.advance(seconds=61)
    assert answer_of(world.authorize(browser, client, prompt="none"))["error"] == "login_required"


def test_a_max_age_in_the_request_goes_before_the_registered_one(world: World) -> None:
    client, browser = world.register(default_max_age=60).client, world.browser()
    world.sign_in(browser)
    world.clock.advance(seconds=61)
    assert "code" in answer_of(world.authorize(browser, client, prompt="none", max_age="600"))


def test_registered_acr_values_are_wished_for_by_a_request_without_any(world: World) -> None:
    client, browser = world.register(default_acr_values=(APP,)).client, world.browser()
    world.sign_in(browser)
    response = world.authorize(browser, client)
    assert response.headers["Location"].startswith("/signin/")
    world.sign_in(browser, "password", "totp")
    assert "code" in answer_of(world.authorize(browser, client))


def test_the_id_token_says_when_whether_that_is_required_or_not(world: World) -> None:
    tokens = world.tokens(world.register(requires_auth_time=True))
    assert claims_of(tokens["id_token"])["auth_time"] == int(world.clock().timestamp())
