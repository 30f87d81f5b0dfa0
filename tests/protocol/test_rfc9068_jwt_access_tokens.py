"""RFC 9068: access tokens that an API reads for itself; for us they are as good as their row."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.protocol.test_multiple_response_types import fragment_of
from tests.protocol.test_rfc6749_client_credentials import MACHINE, ask
from tests.protocol.test_rfc7662_introspection import introspect
from tests.support.world import World, answer_of

API = "https://api.havsvik.example/lon"


@pytest.fixture
def reader(world: World) -> Registered:
    """An application whose API reads its access tokens."""
    return world.register(access_token_format="jwt", audience=API)


def read(world: World, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the header and the claims, as an API that knows nothing but the published keys."""
    keys = KeySet.import_key_set(world.app.test_client().get("/jwks").json)
    decoded = jwt.decode(token, keys, algorithms=["ES256", "RS256"])
    return dict(decoded.header), dict(decoded.claims)


def test_it_says_whose_it_is_for_whom_and_how_they_signed_in(world: World, reader: Registered) -> None:
    """2.1 and 2.2."""
    tokens = world.tokens(reader)
    header, claims = read(world, tokens["access_token"])
    assert header["typ"] == "at+jwt"
    now = int(world.clock().timestamp())
    assert claims.pop("jti")
    known = read(world, tokens["id_token"])[1]
    assert claims == {
        "iss": "https://idp.test",
        "aud": API,
        "sub": known["sub"],
        "client_id": reader.client.client_id,
        "scope": "openid",
        "iat": now,
        "exp": now + tokens["expires_in"],
        "auth_time": known["auth_time"],
        "acr": known["acr"],
        "amr": known["amr"],
    }


def test_without_an_audience_it_is_for_the_provider(world: World) -> None:
    """3: the default resource."""
    tokens = world.tokens(world.register(access_token_format="jwt"))
    assert read(world, tokens["access_token"])[1]["aud"] == "https://idp.test"


def test_it_tells_no_more_of_the_person_than_the_subject(world: World, reader: Registered) -> None:
    """6: APIs log tokens."""
    claims = read(world, world.tokens(reader, scope="openid profile email")["access_token"])[1]
    assert not {"name", "email", "given_name", "sid"} & set(claims)


def test_no_two_are_alike(world: World, reader: Registered) -> None:
    first = world.tokens(reader)
    second = world.refresh(reader, first["refresh_token"]).json
    assert first["access_token"] != second["access_token"]


def test_a_pairwise_subject_is_the_one_its_client_knows(world: World) -> None:
    """5: an API must not learn who somebody is elsewhere."""
    tokens = world.tokens(world.register(access_token_format="jwt", subject_type="pairwise"))
    told = [read(world, tokens[name])[1]["sub"] for name in ("access_token", "id_token")]
    assert told[0] == told[1]


def test_userinfo_introspection_and_revocation_take_it(world: World, reader: Registered) -> None:
    token = world.tokens(reader)["access_token"]
    assert world.userinfo(token).status_code == 200
    assert introspect(world, reader, token=token).json["aud"] == API
    auth = (reader.client.client_id, reader.secret or "")
    world.app.test_client().post("/revoke", data={"token": token}, auth=auth)
    assert world.userinfo(token).status_code == 401
    assert introspect(world, reader, token=token).json == {"active": False}


def test_a_machine_may_have_it_too(world: World) -> None:
    machine = world.register(**MACHINE, access_token_format="jwt")
    claims = read(world, ask(world, machine, scope="lon:read").json["access_token"])[1]
    assert claims["sub"] == claims["client_id"] == machine.client.client_id
    assert claims["scope"] == "lon:read"
    assert not {"acr", "amr", "auth_time"} & set(claims)


def test_it_travels_in_the_front_channel_too(world: World) -> None:
    client = world.register(access_token_format="jwt", response_types=("id_token token",)).client
    browser = world.browser()
    world.sign_in(browser)
    told = fragment_of(world.authorize(browser, client, response_type="id_token token"))
    assert read(world, told["access_token"])[0]["typ"] == "at+jwt"


def test_an_id_token_is_no_access_token_and_the_reverse(world: World, reader: Registered) -> None:
    """5: each kind has its own typ."""
    tokens = world.tokens(reader)
    assert world.userinfo(tokens["id_token"]).status_code == 401
    assert introspect(world, reader, token=tokens["id_token"]).json == {"active": False}
    browser = world.browser()
    world.sign_in(browser)
    hinted = world.authorize(browser, reader.client, id_token_hint=tokens["access_token"], prompt="none")
    assert "code" not in answer_of(hinted)


def test_a_changed_one_is_none_of_ours(world: World, reader: Registered) -> None:
    header, payload, signature = world.tokens(reader)["access_token"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    wider = json.dumps(claims | {"scope": "openid profile email"}).encode()
    forged = f"{header}.{base64.urlsafe_b64encode(wider).decode().rstrip('=')}.{signature}"
    assert world.userinfo(forged).status_code == 401


def test_another_format_is_refused(world: World) -> None:
    with pytest.raises(BadRegistration, match="access_token_format"):
        world.register(access_token_format="saml")
