"""RFC 7592: a client that registered itself reads, changes and removes its registration."""

from dataclasses import replace
from typing import Any

import pytest

from idp.oidc.permit import follow_permit
from tests.support.registering import Newcomer, invite, registered_of
from tests.support.world import CALLBACK, World


@pytest.fixture
def newcomer(world: World) -> Newcomer:
    """Someone with an invitation."""
    return invite(world)


def without_what_was_issued(told: dict[str, Any]) -> dict[str, Any]:
    """Return what a change sends of what was told."""
    left_out = {"registration_access_token", "registration_client_uri", "client_secret_expires_at"}
    return {name: value for name, value in told.items() if name not in {*left_out, "client_id_issued_at"}}


def test_reading_tells_what_is_registered(newcomer: Newcomer) -> None:
    """2.1."""
    told = newcomer.settle(initiate_login_uri="https://payslips.test/start")
    read = newcomer.send("GET")
    assert read.status_code == 200
    hidden = {"client_secret", "client_secret_expires_at"}
    assert read.json == {name: value for name, value in told.items() if name not in hidden}


def test_a_change_replaces_everything(newcomer: Newcomer) -> None:
    """2.2: what a change leaves out is left out."""
    told = newcomer.settle(logo_uri="https://payslips.test/logo.png", policy_uri="https://payslips.test/p")
    changed = newcomer.send(
        "PUT", **without_what_was_issued(told) | {"logo_uri": None, "client_name": "Nya Lön"}
    )
    assert (changed.status_code, changed.json["client_name"]) == (200, "Nya Lön")
    assert "logo_uri" not in changed.json
    assert changed.json["policy_uri"] == "https://payslips.test/p"


def test_a_change_leaves_secret_and_id_as_they_were(world: World, newcomer: Newcomer) -> None:
    """2.2."""
    told = newcomer.settle()
    assert newcomer.send("PUT", **without_what_was_issued(told)).status_code == 200
    assert "access_token" in world.tokens(registered_of(world, told))


def test_a_change_leaves_what_an_administrator_gave(world: World, newcomer: Newcomer) -> None:
    told = newcomer.settle()
    known = registered_of(world, told).client
    given = replace(known, claims_in_id_token=True, consent="always", access_token_format="jwt")
    with world.database.begin() as stores:
        assert stores.clients.replace(given)
    assert newcomer.send("PUT", **without_what_was_issued(told)).status_code == 200
    changed = registered_of(world, told).client
    assert replace(changed, revision=given.revision) == given


def test_a_change_brings_nothing_back_that_an_administrator_took(world: World, newcomer: Newcomer) -> None:
    told = newcomer.settle()
    known = registered_of(world, told).client
    less = follow_permit(replace(known, scopes=("openid",), service="franvaro"), known)
    with world.database.begin() as stores:
        assert stores.clients.replace(less)
    assert newcomer.send("PUT", **without_what_was_issued(told)).status_code == 200
    changed = registered_of(world, told).client
    assert (changed.scopes, changed.service) == (("openid",), "franvaro")


@pytest.mark.parametrize(
    "changes",
    [
        {"client_id": None},
        {"client_id": "other"},
        {"client_secret": "chosen"},
        {"client_secret": 1},
        {"registration_access_token": "x"},
        {"registration_client_uri": "x"},
        {"client_secret_expires_at": 0},
    ],
)
def test_what_was_issued_cannot_be_changed(newcomer: Newcomer, changes: dict[str, Any]) -> None:
    """2.2."""
    told = newcomer.settle()
    assert newcomer.send("PUT", **without_what_was_issued(told) | changes).status_code == 400


def test_a_change_is_bound_by_the_invitation(newcomer: Newcomer) -> None:
    told = newcomer.settle()
    wider = {"response_types": ["code id_token token"]}
    assert newcomer.send("PUT", **without_what_was_issued(told) | wider).status_code == 400


def test_a_new_method_that_needs_a_secret_brings_one(newcomer: Newcomer) -> None:
    told = newcomer.settle(token_endpoint_auth_method="none")
    changed = newcomer.send(
        "PUT",
        client_id=told["client_id"],
        redirect_uris=[CALLBACK],
        token_endpoint_auth_method="client_secret_post",
    )
    assert len(changed.json["client_secret"]) == 43
    assert changed.json["client_secret_expires_at"] == 0


def test_removal_ends_every_grant_and_says_nothing(world: World, newcomer: Newcomer) -> None:
    """2.3."""
    told = newcomer.settle()
    token = world.tokens(registered_of(world, told))["access_token"]
    gone = newcomer.send("DELETE")
    assert (gone.status_code, gone.data) == (204, b"")
    assert world.userinfo(token).status_code == 401
    assert newcomer.send("GET").status_code == 401


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_no_token_no_answer(world: World, newcomer: Newcomer, method: str) -> None:
    """2."""
    newcomer.settle()
    answer = world.app.test_client().open(newcomer.path, method=method)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_client_that_an_administrator_registered_cannot_be_managed(
    world: World, newcomer: Newcomer, method: str
) -> None:
    newcomer.settle()
    ours = world.register().client.client_id
    assert newcomer.send(method, f"/register/{ours}", client_id=ours).status_code == 401
