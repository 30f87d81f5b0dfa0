"""Attacks on codes and tokens: injection, missing binding, downgrade, replay, lost rights."""

import json

import pytest

from idp.oidc.registration.registering import Registered
from tests.support.world import VERIFIER, World


@pytest.fixture
def other(world: World) -> Registered:
    """A second, honest or hostile, client."""
    return world.register()


def test_another_clients_code_is_refused_and_its_grant_ends(
    world: World, payslips: Registered, other: Registered
) -> None:
    """CVE-2026-55672, CVE-2026-32245."""
    code = world.get_code(payslips)
    assert world.redeem(other, code).json["error"] == "invalid_grant"
    assert world.redeem(payslips, code).json["error"] == "invalid_grant"
    assert world.count_tags("grant.revoked") == 1


def test_another_clients_refresh_token_is_refused_and_its_grant_ends(
    world: World, payslips: Registered, other: Registered
) -> None:
    """CVE-2026-16089."""
    tokens = world.tokens(payslips)
    assert world.refresh(other, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert world.userinfo(tokens["access_token"]).status_code == 401


@pytest.mark.parametrize("foreign_client", [True, False])
@pytest.mark.parametrize("redirect_uri", [None, "https://payslips.test/other"])
@pytest.mark.parametrize("verifier", [None, "w" * 43])
def test_each_wrong_fact_is_enough_to_refuse(
    world: World,
    payslips: Registered,
    other: Registered,
    *,
    foreign_client: bool,
    redirect_uri: str | None,
    verifier: str | None,
) -> None:
    """CVE-2026-28513: AND where OR was meant."""
    for changes in ({"redirect_uri": redirect_uri}, {"code_verifier": verifier}):
        client = other if foreign_client else payslips
        response = world.redeem(client, world.get_code(payslips), **changes)
        assert (response.status_code, response.json["error"]) == (400, "invalid_grant")
    together = world.redeem(
        other, world.get_code(payslips), redirect_uri=redirect_uri, code_verifier=verifier
    )
    assert together.json["error"] == "invalid_grant"


def test_a_code_presented_wrongly_is_spent(world: World, payslips: Registered) -> None:
    """A verifier cannot be tried twice."""
    code = world.get_code(payslips)
    world.redeem(payslips, code, code_verifier="w" * 43)
    assert world.redeem(payslips, code).json["error"] == "invalid_grant"


@pytest.mark.parametrize("auth_method", ["none", "client_secret_basic"])
def test_leaving_out_the_verifier_does_not_leave_out_the_check(world: World, auth_method: str) -> None:
    """CVE-2023-48228, CVE-2024-22258."""
    client = world.register(auth_method=auth_method)
    assert world.redeem(client, world.get_code(client), code_verifier=None).json["error"] == "invalid_grant"


@pytest.mark.parametrize("auth_method", ["none", "client_secret_basic"])
def test_leaving_out_the_challenge_does_not_leave_out_the_check(world: World, auth_method: str) -> None:
    """CVE-2024-23647: refused at both ends."""
    client = world.register(auth_method=auth_method, requires_pkce=False)
    code = world.get_code(client, code_challenge=None, code_challenge_method=None)
    assert world.redeem(client, code, code_verifier=VERIFIER).json["error"] == "invalid_grant"


@pytest.mark.parametrize("auth_method", ["none", "client_secret_basic", "client_secret_post"])
def test_the_password_grant_does_not_exist_for_any_client(world: World, auth_method: str) -> None:
    """CVE-2026-9792."""
    client = world.register(auth_method=auth_method)
    form = {
        "grant_type": "password",
        "username": "annand001",
        "password": "x",
        "client_id": client.client.client_id,
    }
    if auth_method == "client_secret_post":
        form["client_secret"] = client.secret or ""
        response = world.app.test_client().post("/token", data=form)
    else:
        response = world.token(client, **form)
    assert response.json["error"] == "unsupported_grant_type"


def test_a_refresh_without_the_secret_is_refused(world: World, payslips: Registered) -> None:
    """CVE-2026-53512."""
    tokens = world.tokens(payslips)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": tokens["refresh_token"],
        "client_id": payslips.client.client_id,
    }
    response = world.app.test_client().post("/token", data=form)
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")


def test_a_rotated_token_ends_the_whole_family(world: World, payslips: Registered) -> None:
    """RFC 9700, 4.14.2."""
    first = world.tokens(payslips)
    second = world.refresh(payslips, first["refresh_token"]).json
    third = world.refresh(payslips, second["refresh_token"]).json
    assert world.refresh(payslips, first["refresh_token"]).json["error"] == "invalid_grant"
    assert world.refresh(payslips, third["refresh_token"]).json["error"] == "invalid_grant"
    assert world.userinfo(third["access_token"]).status_code == 401
    assert world.count_tags("refresh.replayed") == 1


def test_a_refresh_token_is_dead_when_the_session_must_be(world: World, payslips: Registered) -> None:
    """TK6: an absolute end."""
    refresh_token = world.tokens(payslips)["refresh_token"]
    world.clock.advance(hours=10, minutes=1)
    assert world.refresh(payslips, refresh_token).json["error"] == "invalid_grant"


def test_a_disabled_person_gets_nothing_however_they_ask(world: World, payslips: Registered) -> None:
    """CVE-2026-43983, CVE-2025-65430, CVE-2025-64521."""
    code, tokens = world.get_code(payslips), world.tokens(payslips)
    world.town.change("p-anna", is_active=False)
    assert world.redeem(payslips, code).json["error"] == "invalid_grant"
    assert world.refresh(payslips, tokens["refresh_token"]).json["error"] == "invalid_grant"
    assert world.userinfo(tokens["access_token"]).status_code == 401


def test_no_code_token_or_secret_lies_in_the_database(world: World, payslips: Registered) -> None:
    """AZ8, TK12, 5.3."""
    code = world.get_code(payslips)
    tokens = world.redeem(payslips, code).json
    with world.database.engine.connect() as connection:
        names = (
            connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        )
        dump = json.dumps(
            [
                list(map(str, row))
                for name in names
                for row in connection.exec_driver_sql(f"SELECT * FROM {name}")
            ]
        )
    for secret in (code, tokens["access_token"], tokens["refresh_token"], payslips.secret, VERIFIER):
        assert secret
        assert secret not in dump


def test_no_code_token_or_secret_reaches_the_log(
    world: World, payslips: Registered, caplog: pytest.LogCaptureFixture
) -> None:
    """5.3; Authlib writes whole tokens at DEBUG."""
    caplog.set_level("DEBUG")
    code = world.get_code(payslips)
    tokens = world.redeem(payslips, code).json
    world.userinfo(tokens["access_token"])
    world.redeem(payslips, code)
    assert caplog.records
    for secret in (
        code,
        tokens["access_token"],
        tokens["refresh_token"],
        tokens["id_token"],
        payslips.secret,
        VERIFIER,
    ):
        assert secret not in caplog.text
