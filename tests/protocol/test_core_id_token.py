"""OpenID Connect Core 1.0, sections 2, 3.1.3.6 and 10: the ID token."""

import pytest
from joserfc.jws import extract_compact

from idp.oidc.registration.registering import Registered
from tests.support.world import ISSUER, KEYRING, World, claims_of, half_of

ONLY = {"iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "acr", "amr", "at_hash", "sid"}


def test_the_token_says_who_for_whom_when_and_how(world: World, payslips: Registered) -> None:
    """2."""
    tokens = world.tokens(payslips, "password", "totp")
    claims, now = claims_of(tokens["id_token"]), int(world.clock().timestamp())
    assert claims == {
        "iss": ISSUER,
        "sub": "p-anna",
        "aud": payslips.client.client_id,
        "exp": now + 300,
        "iat": now,
        "auth_time": now,
        "nonce": "nonce-1",
        "acr": f"{ISSUER}/acr/app/admin",
        "amr": ["pwd", "otp", "mfa"],
        "at_hash": half_of(tokens["access_token"]),
        "sid": claims["sid"],
    }


def test_scopes_put_nothing_of_the_person_into_the_token(world: World, payslips: Registered) -> None:
    """5.4: they do so at userinfo."""
    tokens = world.tokens(payslips, scope="openid profile email")
    assert set(claims_of(tokens["id_token"])) == ONLY


def test_a_request_without_nonce_gets_none(world: World, payslips: Registered) -> None:
    """2."""
    assert "nonce" not in claims_of(world.tokens(payslips, nonce=None)["id_token"])


@pytest.mark.parametrize("alg", ["ES256", "RS256"])
def test_the_registered_algorithm_signs_and_the_key_is_named(world: World, alg: str) -> None:
    """10.1 and Registration 1.0, 2."""
    client = world.register(id_token_alg=alg)
    token = world.tokens(client)["id_token"]
    assert extract_compact(token.encode()).headers() == {
        "alg": alg,
        "kid": KEYRING.active(alg).kid,
        "typ": "JWT",
    }


def test_a_claim_asked_for_by_name_is_in_the_token(world: World, payslips: Registered) -> None:
    """5.5."""
    tokens = world.tokens(payslips, claims='{"id_token":{"name":{"essential":true},"picture":null}}')
    claims = claims_of(tokens["id_token"])
    assert claims["name"] == "Anna Andersson"
    assert "picture" not in claims


def test_a_claim_asked_for_at_userinfo_stays_there(world: World, payslips: Registered) -> None:
    """5.5."""
    tokens = world.tokens(payslips, claims='{"userinfo":{"name":{"essential":true}}}')
    assert "name" not in claims_of(tokens["id_token"])
    assert world.userinfo(tokens["access_token"]).json == {"sub": "p-anna", "name": "Anna Andersson"}


def test_no_claim_of_the_client_can_displace_one_of_ours(world: World, payslips: Registered) -> None:
    """2."""
    tokens = world.tokens(payslips, claims='{"id_token":{"sub":{"essential":true},"iss":null,"acr":null}}')
    claims = claims_of(tokens["id_token"])
    assert (claims["sub"], claims["iss"]) == ("p-anna", ISSUER)


def test_a_refreshed_token_keeps_the_sign_in_and_is_newer(world: World, payslips: Registered) -> None:
    """12.2."""
    tokens = world.tokens(payslips, "password", "totp")
    world.clock.advance(seconds=60)
    first, second = (
        claims_of(tokens["id_token"]),
        claims_of(world.refresh(payslips, tokens["refresh_token"]).json["id_token"]),
    )
    for name in ("iss", "sub", "aud", "auth_time", "acr", "amr", "sid", "nonce"):
        assert second[name] == first[name], name
    assert second["iat"] == first["iat"] + 60
