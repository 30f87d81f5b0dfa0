"""RFC 7662: a service asks whether an access token it was shown is good, and for what."""

import pytest
from werkzeug.test import TestResponse

from idp.oidc.registration.registering import Registered
from tests.support.world import ANNA, ISSUER, World


@pytest.fixture
def guard(world: World) -> Registered:
    """A service that is shown other clients' tokens."""
    return world.register(may_introspect=True)


def introspect(world: World, caller: Registered, **form: str) -> TestResponse:
    """Ask about a token, as a client that has a secret."""
    auth = (caller.client.client_id, caller.secret or "")
    return world.app.test_client().post("/introspect", data=form, auth=auth)


def test_a_live_token_tells_whose_it_is_and_what_for(world: World, guard: Registered) -> None:
    """2.2."""
    client = world.register()
    tokens = world.tokens(client, scope="openid profile")
    response = introspect(world, guard, token=tokens["access_token"])
    assert response.headers["Cache-Control"] == "no-store"
    now = int(world.clock().timestamp())
    assert response.json == {
        "active": True,
        "iss": ISSUER,
        "aud": ISSUER,
        "client_id": client.client.client_id,
        "sub": ANNA.person_id,
        "scope": "openid profile",
        "token_type": "Bearer",
        "auth_time": now,
        "acr": f"{ISSUER}/acr/password/admin",
        "amr": ["pwd"],
        "exp": now + tokens["expires_in"],
    }


def test_a_client_may_ask_about_its_own_tokens_and_no_others(world: World) -> None:
    """2.1 and 4: who is not meant to know learns only that a token is not active."""
    mine, other = world.register(), world.register()
    token = world.tokens(mine)["access_token"]
    assert introspect(world, mine, token=token).json["active"] is True
    assert introspect(world, other, token=token).json == {"active": False}


@pytest.mark.parametrize("kind", ["refresh_token", "id_token"])
def test_other_kinds_of_token_are_not_access_tokens(world: World, guard: Registered, kind: str) -> None:
    tokens = world.tokens(world.register())
    assert introspect(world, guard, token=tokens[kind]).json == {"active": False}


def test_a_dead_token_is_not_active_and_nobody_learns_why(world: World, guard: Registered) -> None:
    """2.2."""
    client = world.register()
    unknown = introspect(world, guard, token="x" * 43).json
    expired = world.tokens(client)["access_token"]
    world.clock.advance(seconds=world.provider.tokens.access_token_seconds)
    assert introspect(world, guard, token=expired).json == unknown == {"active": False}


def test_a_person_who_may_no_longer_makes_the_token_inactive(world: World, guard: Registered) -> None:
    token = world.tokens(world.register())["access_token"]
    world.town.change(ANNA.person_id, is_active=False)
    assert introspect(world, guard, token=token).json == {"active": False}


def test_a_caller_that_proves_nothing_is_refused(world: World) -> None:
    """2.1."""
    public = world.register(auth_method="none")
    token = world.tokens(public)["access_token"]
    anybody = world.app.test_client()
    answer = anybody.post("/introspect", data={"token": token, "client_id": public.client.client_id})
    assert (answer.status_code, answer.json["error"]) == (400, "unauthorized_client")
    assert anybody.post("/introspect", data={"token": token}).status_code == 401


def test_a_question_without_a_token_is_invalid(world: World, guard: Registered) -> None:
    assert introspect(world, guard).json["error"] == "invalid_request"
