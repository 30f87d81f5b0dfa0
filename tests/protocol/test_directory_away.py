"""A directory that is down costs nobody a session, a code or a refresh token: the answer is to try again."""

import pytest

from tests.support.world import SIGNED_OUT, World, answer_of, csrf_of


def test_relying_party_is_told_to_try_again_and_loses_no_refresh_token(world: World) -> None:
    registered = world.register()
    tokens = world.tokens(registered, "password")
    world.town.is_away = True
    away = world.refresh(registered, tokens["refresh_token"])
    assert (away.status_code, away.json["error"], away.headers["Retry-After"]) == (
        503,
        "temporarily_unavailable",
        "30",
    )
    world.town.is_away = False
    assert world.refresh(registered, tokens["refresh_token"]).status_code == 200
    assert world.count_tags("refresh.replayed") == 0


def test_code_that_could_not_be_redeemed_can_be_redeemed_a_moment_later(world: World) -> None:
    registered = world.register()
    code = world.get_code(registered, "password")
    world.town.is_away = True
    assert world.redeem(registered, code).status_code == 503
    world.town.is_away = False
    assert world.redeem(registered, code).status_code == 200


def test_userinfo_is_no_invalid_token(world: World) -> None:
    registered = world.register()
    tokens = world.tokens(registered, "password")
    world.town.is_away = True
    away = world.userinfo(tokens["access_token"])
    assert (away.status_code, away.json["error"]) == (503, "temporarily_unavailable")
    assert "WWW-Authenticate" not in away.headers
    world.town.is_away = False
    assert world.userinfo(tokens["access_token"]).status_code == 200


@pytest.mark.parametrize("prompt", [None, "none"])
def test_person_gets_a_page_that_says_so_and_keeps_their_session(world: World, prompt: str | None) -> None:
    registered, browser = world.register(), world.browser()
    world.sign_in(browser, "password")
    world.town.is_away = True
    away = world.authorize(browser, registered.client, prompt=prompt)
    assert (away.status_code, away.headers["Retry-After"]) == (503, "30")
    assert "Vi kan inte kontrollera ditt konto just nu" in away.text
    assert "Ärendereferens" in away.text
    world.town.is_away = False
    assert "code" in answer_of(world.authorize(browser, registered.client, prompt=prompt))


def test_a_client_signs_the_person_out_all_the_same(world: World) -> None:
    registered, browser = world.register(), world.browser()
    world.sign_in(browser, "password")
    code = answer_of(world.authorize(browser, registered.client))["code"]
    hint = world.redeem(registered, code).json["id_token"]
    world.town.is_away = True
    away = browser.get("/end-session", id_token_hint=hint, post_logout_redirect_uri=SIGNED_OUT)
    assert away.headers["Location"] == SIGNED_OUT
    world.town.is_away = False
    silent = world.authorize(browser, registered.client, prompt="none")
    assert answer_of(silent)["error"] == "login_required"


def test_the_person_is_asked_and_signed_out_all_the_same(world: World) -> None:
    browser = world.browser()
    world.sign_in(browser, "password")
    world.town.is_away = True
    assert browser.get("/end-session").status_code == 200
    answer = browser.post("/end-session/confirmed", csrf=csrf_of(world, browser), action="sign_out")
    assert answer.headers["Location"] == "/signed-out"
    world.town.is_away = False
    assert "signin" in world.authorize(browser, world.register().client).headers["Location"]
