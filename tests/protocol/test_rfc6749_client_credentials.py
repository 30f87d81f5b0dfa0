"""RFC 6749, section 4.4: a client gets tokens as itself, and they are good for nothing of a person's."""

from dataclasses import replace
from typing import Any

import pytest

from idp.methods.strikes import MOST
from idp.oidc.registration import registering
from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.world import World

MACHINE: dict[str, Any] = {
    "name": "Nattlig överföring",
    "service": None,
    "redirect_uris": (),
    "post_logout_redirect_uris": (),
    "response_types": (),
    "grant_types": ("client_credentials",),
    "scopes": (),
    "api_scopes": ("lon:read", "lon:write"),
    "audience": "https://api.havsvik.example/lon",
}


@pytest.fixture
def machine(world: World) -> Registered:
    """A program that calls the payslips' API as itself."""
    return world.register(**MACHINE)


def ask(world: World, machine: Registered, **form: str) -> Any:
    """Ask for a token of the machine's own."""
    return world.token(machine, grant_type="client_credentials", **form)


def test_a_machine_gets_a_token_and_no_refresh_token(world: World, machine: Registered) -> None:
    """4.4.3."""
    response = ask(world, machine, scope="lon:read")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert set(response.json) == {"access_token", "token_type", "expires_in", "scope"}
    assert response.json["scope"] == "lon:read"


def test_without_scope_it_gets_all_it_is_registered_for(world: World, machine: Registered) -> None:
    """3.3."""
    assert ask(world, machine).json["scope"] == "lon:read lon:write"


@pytest.mark.parametrize("scope", ["openid", "lon:admin", "lon:read openid", "LON:READ"])
def test_another_scope_is_refused(world: World, machine: Registered, scope: str) -> None:
    """5.2."""
    response = ask(world, machine, scope=scope)
    assert (response.status_code, response.json["error"]) == (400, "invalid_scope")


def test_the_token_stands_for_the_client_itself(world: World, machine: Registered) -> None:
    """RFC 7662, 2.2: no person, no acr."""
    token = ask(world, machine).json["access_token"]
    assert introspect(world, machine, token=token).json == {
        "active": True,
        "iss": "https://idp.test",
        "aud": "https://api.havsvik.example/lon",
        "client_id": machine.client.client_id,
        "sub": machine.client.client_id,
        "scope": "lon:read lon:write",
        "token_type": "Bearer",
        "exp": int(world.clock().timestamp()) + 600,
    }


def test_only_its_client_and_a_guard_may_ask_about_it(world: World, machine: Registered) -> None:
    token = ask(world, machine).json["access_token"]
    assert introspect(world, world.register(), token=token).json == {"active": False}
    assert introspect(world, world.register(may_introspect=True), token=token).json["active"] is True


def test_a_client_that_had_a_token_before_is_judged_as_it_is_now(world: World, machine: Registered) -> None:
    """It is recalled, and nothing is given unless no registration has changed since."""
    assert ask(world, machine).json["scope"] == "lon:read lon:write"
    changed = replace(machine.client, api_scopes=("lon:read", "lon:sign"))
    with world.database.begin() as stores:
        assert stores.clients.replace(changed)
    assert ask(world, machine).json["scope"] == "lon:read lon:sign"
    with world.database.begin() as stores:
        assert stores.clients.replace(replace(changed, revision=1, secrets=()))
    assert ask(world, machine).status_code == 401


def test_a_scope_that_was_given_since_is_not_refused(world: World, machine: Registered) -> None:
    ask(world, machine)
    with world.database.begin() as stores:
        assert stores.clients.replace(replace(machine.client, api_scopes=("lon:sign",)))
    assert ask(world, machine, scope="lon:sign").status_code == 200


def test_a_client_that_had_a_token_before_is_out_after_wrong_secrets_too(
    world: World, machine: Registered
) -> None:
    ask(world, machine)
    wrong = replace(machine, secret="wrong")
    statuses = [ask(world, wrong).status_code for _ in range(MOST + 1)]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert ask(world, machine).status_code == 429


def test_it_opens_no_persons_claims(world: World, machine: Registered) -> None:
    response = world.userinfo(ask(world, machine).json["access_token"])
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]


def test_it_ends_with_its_time(world: World, machine: Registered) -> None:
    token = ask(world, machine).json["access_token"]
    world.clock.advance(seconds=600)
    assert introspect(world, machine, token=token).json == {"active": False}


def test_it_ends_when_its_client_gives_it_back_and_not_when_another_does(
    world: World, machine: Registered
) -> None:
    """RFC 7009, 2.1."""
    token, stranger = ask(world, machine).json["access_token"], world.register(**MACHINE)
    for caller, is_live in ((stranger, True), (machine, False)):
        auth = (caller.client.client_id, caller.secret or "")
        assert world.app.test_client().post("/revoke", data={"token": token}, auth=auth).status_code == 200
        assert introspect(world, machine, token=token).json["active"] is is_live


def test_it_ends_when_its_client_is_removed(world: World, machine: Registered) -> None:
    token, guard = ask(world, machine).json["access_token"], world.register(may_introspect=True)
    with world.database.begin() as stores:
        registering.remove(stores, machine.client.client_id, world.part, world.clock())
        assert stores.machine_tokens.revoke_client(machine.client.client_id) == 0
    assert introspect(world, guard, token=token).json == {"active": False}


def test_a_client_of_people_may_not(world: World, payslips: Registered) -> None:
    """5.2."""
    response = ask(world, payslips)
    assert (response.status_code, response.json["error"]) == (400, "unauthorized_client")


def test_a_client_may_do_both(world: World) -> None:
    both = world.register(
        grant_types=("client_credentials",), api_scopes=("lon:read",), scopes=("openid", "profile")
    )
    assert ask(world, both).json["scope"] == "lon:read"
    assert "id_token" in world.tokens(both)


def test_nobody_signs_in_to_a_machine(world: World, machine: Registered) -> None:
    browser = world.browser()
    world.sign_in(browser)
    response = world.authorize(browser, machine.client)
    assert response.status_code == 400
    assert "Location" not in response.headers


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"auth_method": "none"}, "auth_method: "),
        ({"redirect_uris": ("https://app.example.test/callback",)}, "redirect_uris: "),
        ({"scopes": ("openid",)}, "scopes: "),
        ({"grant_types": ()}, "grant_types: "),
        ({"api_scopes": ("openid",)}, "api_scopes: "),
        ({"api_scopes": ("two words",)}, "api_scopes: "),
        ({"audience": "lon"}, "audience: "),
        ({"audience": "https://api.havsvik.example/#lon"}, "audience: "),
    ],
)
def test_a_registration_that_contradicts_itself_is_refused(
    world: World, changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadRegistration) as refused:
        world.register(**MACHINE | changes)
    assert any(one.startswith(fault) for one in refused.value.faults)


def test_api_scopes_are_for_machines(world: World) -> None:
    with pytest.raises(BadRegistration, match="api_scopes: only a machine"):
        world.register(api_scopes=("lon:read",))


def test_grant_types_follow_the_response_types(world: World) -> None:
    """RFC 7591, 2.1."""
    hybrid = world.register(grant_types=(), response_types=("code id_token",)).client
    assert hybrid.grant_types == ("authorization_code", "implicit")
    implicit = world.register(grant_types=("authorization_code",), response_types=("id_token",)).client
    assert implicit.grant_types == ("implicit",)
    refreshing = world.register(grant_types=("refresh_token",), response_types=("id_token",)).client
    assert refreshing.grant_types == ("implicit",)
