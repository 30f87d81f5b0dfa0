"""RFC 7009: a client gives back what it no longer needs."""

import pytest
from werkzeug.test import TestResponse

from idp.oidc.registration.registering import Registered
from tests.support.world import World


def revoke(world: World, caller: Registered, **form: str) -> TestResponse:
    """Give a token back, as a client that has a secret or, without one, by its name."""
    http, client = world.app.test_client(), caller.client
    if caller.secret is None:
        return http.post("/revoke", data={"client_id": client.client_id, **form})
    return http.post("/revoke", data=form, auth=(client.client_id, caller.secret))


@pytest.mark.parametrize("given_back", ["access_token", "refresh_token"])
@pytest.mark.parametrize("method", ["client_secret_basic", "none"])
def test_giving_one_token_back_ends_all_that_were_made_with_it(
    world: World, given_back: str, method: str
) -> None:
    """2.1."""
    client = world.register(auth_method=method)
    tokens = world.tokens(client)
    done = revoke(world, client, token=tokens[given_back])
    assert (done.status_code, done.json) == (200, {})
    assert world.userinfo(tokens["access_token"]).status_code == 401
    assert world.refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert world.count_tags("grant.revoked") == 1


def test_a_wrong_hint_changes_nothing(world: World) -> None:
    """2.1: the hint is only a hint."""
    client = world.register()
    tokens = world.tokens(client)
    revoke(world, client, token=tokens["refresh_token"], token_type_hint="access_token")
    assert world.refresh(client, tokens["refresh_token"]).json["error"] == "invalid_grant"


def test_a_token_that_is_nothing_is_answered_the_same(world: World) -> None:
    """2.2."""
    assert revoke(world, world.register(), token="unknown").status_code == 200


def test_another_clients_token_stays_good(world: World) -> None:
    """2.1."""
    owner, thief = world.register(), world.register()
    tokens = world.tokens(owner)
    assert revoke(world, thief, token=tokens["access_token"]).status_code == 200
    assert world.userinfo(tokens["access_token"]).status_code == 200


def test_a_caller_that_proves_nothing_is_refused(world: World) -> None:
    """2.1."""
    tokens = world.tokens(world.register())
    answer = world.app.test_client().post("/revoke", data={"token": tokens["access_token"]})
    assert answer.status_code == 401
    assert world.userinfo(tokens["access_token"]).status_code == 200


def test_a_script_of_another_origin_may_give_its_token_back(world: World) -> None:
    """2: a public client lives in a browser."""
    asked = world.app.test_client().options("/revoke", headers={"Origin": "https://app.test"})
    assert asked.headers["Access-Control-Allow-Origin"] == "*"
