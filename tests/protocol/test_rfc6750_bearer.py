"""RFC 6750: bearer tokens, as the userinfo endpoint takes them."""

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import World


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_the_scheme_is_known_in_any_case(world: World, payslips: Registered, scheme: str) -> None:
    """2.1, with RFC 9110, 11.1."""
    token = world.tokens(payslips)["access_token"]
    response = world.app.test_client().get("/userinfo", headers={"Authorization": f"{scheme} {token}"})
    assert response.status_code == 200


def test_a_token_may_come_in_a_posted_form(world: World, payslips: Registered) -> None:
    """2.2."""
    token = world.tokens(payslips)["access_token"]
    response = world.app.test_client().post("/userinfo", data={"access_token": token})
    assert response.json == {"sub": "p-anna"}


def test_a_token_in_the_address_is_not_looked_at(world: World, payslips: Registered) -> None:
    """2.3."""
    token = world.tokens(payslips)["access_token"]
    assert world.app.test_client().get("/userinfo", query_string={"access_token": token}).status_code == 401


def test_a_request_without_a_token_is_told_the_scheme_and_no_error(world: World) -> None:
    """3.1."""
    response = world.app.test_client().get("/userinfo")
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert response.data == b""


@pytest.mark.parametrize("token", ["never-issued", "x" * 600, "å"])
def test_a_token_that_is_not_good_is_invalid(world: World, token: str) -> None:
    """3.1."""
    response = world.app.test_client().post("/userinfo", data={"access_token": token})
    assert response.status_code == 401
    assert 'error="invalid_token"' in response.headers["WWW-Authenticate"]
    assert response.headers["Cache-Control"] == "no-store"


def test_two_tokens_are_one_too_many(world: World, payslips: Registered) -> None:
    """2."""
    token = world.tokens(payslips)["access_token"]
    response = world.app.test_client().post(
        "/userinfo", data={"access_token": token}, headers={"Authorization": f"Bearer {token}"}
    )
    assert (response.status_code, response.json["error"]) == (400, "invalid_request")


def test_a_token_is_dead_after_ten_minutes(world: World, payslips: Registered) -> None:
    """5.3: short-lived."""
    token = world.tokens(payslips)["access_token"]
    world.clock.advance(seconds=599)
    assert world.userinfo(token).status_code == 200
    world.clock.advance(seconds=1)
    assert world.userinfo(token).status_code == 401
