"""Clients that are held to the Swedish OpenID Connect Profile 1.0, or to Sweden Connect's on top."""

from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import ECKey

from idp.oidc.granting import hash_token
from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.support.world import World, answer_of

KEY = ECKey.generate_key("P-256")
SWEDISH: dict[str, Any] = {"profile": "swedish", "userinfo_alg": "ES256"}
SWEDEN_CONNECT: dict[str, Any] = {
    "profile": "sweden_connect",
    "userinfo_alg": "ES256",
    "auth_method": "private_key_jwt",
    "jwks": {"keys": [KEY.as_dict(private=False) | {"kid": KEY.thumbprint()}]},
    "contact": "it@havsvik.example",
    "logo_uri": "https://app.example.test/logo.png",
    "client_uri": "https://app.example.test/",
}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"response_types": ("code", "id_token")}, "response_types: "),
        ({"requires_pkce": False}, "requires_pkce: "),
        ({"userinfo_alg": None}, "userinfo_alg: "),
        ({"claims_in_id_token": True}, "claims_in_id_token: "),
        ({"allows_unsigned_requests": True}, "request_object_alg: "),
        ({"profile": "norwegian"}, "profile: "),
    ],
)
@pytest.mark.parametrize("profile", [SWEDISH, SWEDEN_CONNECT])
def test_a_client_is_registered_as_its_profile_demands(
    world: World, profile: dict[str, Any], changes: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadRegistration) as refused:
        world.register(**profile | changes)
    assert any(one.startswith(fault) for one in refused.value.faults)


@pytest.mark.parametrize(
    "changes",
    [
        {"auth_method": "client_secret_basic"},
        {"access_token_format": "jwt"},
        {"contact": None},
        {"logo_uri": None},
        {"client_uri": None},
    ],
)
def test_sweden_connect_demands_more(world: World, changes: dict[str, Any]) -> None:
    with pytest.raises(BadRegistration, match=next(iter(changes))):
        world.register(**SWEDEN_CONNECT | changes)
    (name, value), *_ = changes.items()
    if name not in {"auth_method"}:
        assert world.register(**SWEDISH | {name: value}).client.profile == "swedish"


def test_the_swedish_profile_keeps_single_sign_on(world: World) -> None:
    client = world.register(**SWEDISH)
    browser = world.browser()
    world.sign_in(browser)
    answer = answer_of(world.authorize(browser, client.client))
    token = world.redeem(client, answer["code"]).json["access_token"]
    assert world.userinfo(token).content_type == "application/jwt"


@pytest.fixture
def connected(world: World) -> Registered:
    """A client of Sweden Connect."""
    return world.register(**SWEDEN_CONNECT)


def test_a_sweden_connect_client_has_its_people_sign_in_each_time(
    world: World, connected: Registered
) -> None:
    """Absent prompt is prompt=login; silence has to be asked for."""
    browser = world.browser()
    world.sign_in(browser)
    world.clock.advance(seconds=1)
    assert world.authorize(browser, connected.client).headers["Location"].startswith("/signin/")
    assert "code" in answer_of(world.authorize(browser, connected.client, prompt="none"))


def test_a_sign_in_lasts_an_hour_there(world: World, payslips: Registered, connected: Registered) -> None:
    """Activity elsewhere keeps the session alive, and makes the sign-in no younger."""
    browser = world.browser()
    began = world.sign_in(browser).started_at
    for _ in range(6):
        world.clock.advance(minutes=10)
        answer_of(world.authorize(browser, payslips.client))
    code = answer_of(world.authorize(browser, connected.client, prompt="none"))["code"]
    with world.database.begin() as stores:
        held = stores.grants.find_by_code(hash_token(code), world.clock(), timedelta(minutes=15))
    assert held is not None
    assert held.grant.expires_at == began + timedelta(hours=1)
    world.clock.advance(seconds=1)
    refused = answer_of(world.authorize(browser, connected.client, prompt="none"))
    assert refused["error"] == "login_required"
    assert "code" in answer_of(world.authorize(browser, payslips.client))
