"""RFC 7523 and OpenID Connect Core 1.0, section 9: a client proves itself with a signed assertion."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from idp.oidc.registration.registering import Registered
from tests.support.assertions import Signer, redeem_with
from tests.support.together import together
from tests.support.world import ISSUER, World


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client that proves itself with that key."""
    return signer.register(world)


@pytest.mark.parametrize("aud", [ISSUER, f"{ISSUER}/token", [ISSUER], [ISSUER, f"{ISSUER}/token"]])
def test_an_assertion_for_us_proves_the_client(
    world: World, signer: Signer, client: Registered, aud: Any
) -> None:
    """RFC 7523, 3; the Swedish profile, P5."""
    assertion = signer.sign(world, client.client.client_id, aud=aud)
    assert redeem_with(world, world.get_code(client), assertion).status_code == 200


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        (RSAKey.generate_key(2048), "RS256"),
        (RSAKey.generate_key(2048), "PS256"),
        (ECKey.generate_key("P-384"), "ES384"),
    ],
)
def test_each_algorithm_on_offer_works(world: World, key: ECKey | RSAKey, alg: str) -> None:
    """Core, 9."""
    signer = Signer(key, alg)
    client = signer.register(world)
    assertion = signer.sign(world, client.client.client_id)
    assert redeem_with(world, world.get_code(client), assertion).status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": None},
        {"iss": "someone"},
        {"sub": None},
        {"sub": ["a"]},
        {"aud": None},
        {"aud": "https://other.test"},
        {"aud": [ISSUER, "https://other.test"]},
        {"aud": []},
        {"aud": f"{ISSUER}/"},
        {"exp": None},
        {"exp": 0},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 10**12},
        {"exp": 1e308},
        {"iat": 10**12},
        {"nbf": 10**12},
        {"jti": None},
        {"jti": ""},
        {"jti": "x" * 300},
        {"jti": 7},
    ],
)
def test_an_assertion_that_lacks_or_bends_a_claim_proves_nothing(
    world: World, signer: Signer, client: Registered, changes: dict[str, Any]
) -> None:
    """RFC 7523, 3."""
    response = redeem_with(world, "any", signer.sign(world, client.client.client_id, **changes))
    assert (response.status_code, response.json["error"]) == (401, "invalid_client")


def test_a_clock_ten_seconds_ahead_is_forgiven_and_one_a_minute_ahead_is_not(
    world: World, signer: Signer, client: Registered
) -> None:
    """TK17."""
    now, client_id = int(world.clock().timestamp()), client.client.client_id
    near = signer.sign(world, client_id, iat=now + 10, nbf=now + 10)
    assert redeem_with(world, world.get_code(client), near).status_code == 200
    far = signer.sign(world, client_id, iat=now + 61)
    assert redeem_with(world, "any", far).status_code == 401


def test_an_assertion_that_says_it_lives_for_an_hour_is_good_for_five_minutes(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 7523, 3 (4): common client libraries sign for an hour, and cannot be told otherwise."""
    now, client_id = int(world.clock().timestamp()), client.client.client_id
    fresh = signer.sign(world, client_id, iat=now - 299, exp=now + 3300)
    assert redeem_with(world, world.get_code(client), fresh).status_code == 200
    old = signer.sign(world, client_id, iat=now - 300, exp=now + 3300)
    assert redeem_with(world, "any", old).json["error"] == "invalid_client"
    undated = signer.sign(world, client_id, iat=None, exp=now + 3600)
    assert redeem_with(world, "any", undated).json["error"] == "invalid_client"


def test_an_assertion_works_once(world: World, signer: Signer, client: Registered) -> None:
    """RFC 7523, 3 (7): CVE-2020-5300."""
    assertion = signer.sign(world, client.client.client_id)
    assert redeem_with(world, world.get_code(client), assertion).status_code == 200
    assert redeem_with(world, world.get_code(client), assertion).status_code == 401


def test_of_many_at_once_one_is_let_in(world: World, signer: Signer, client: Registered) -> None:
    """CVE-2020-15222."""
    assertion = signer.sign(world, client.client.client_id)
    answers = together(lambda _: redeem_with(world, "any", assertion).json["error"], 20)
    assert sorted(answers) == ["invalid_client"] * 19 + ["invalid_grant"]


def test_another_clients_assertion_proves_only_the_other(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 7523, 3."""
    stranger = Signer(ECKey.generate_key("P-256", {"kid": "k1"}))
    response = redeem_with(world, "any", stranger.sign(world, client.client.client_id))
    assert response.status_code == 401


def test_the_assertion_type_must_be_known(world: World, signer: Signer, client: Registered) -> None:
    """RFC 7521, 4.2."""
    assertion = signer.sign(world, client.client.client_id)
    assert redeem_with(world, "any", assertion, client_assertion_type="urn:other").status_code == 401


def test_a_secret_beside_an_assertion_is_one_method_too_many(
    world: World, signer: Signer, client: Registered
) -> None:
    """CVE-2026-16093."""
    assertion = signer.sign(world, client.client.client_id)
    response = redeem_with(world, "any", assertion, client_secret="anything")
    assert (response.status_code, response.json["error"]) == (400, "invalid_request")
