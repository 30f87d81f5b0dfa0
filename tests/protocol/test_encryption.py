"""What a client is told is encrypted to its own key: OpenID Connect Core 1.0, sections 2, 5.3.2 and 10.2."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwe, jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from idp.oidc.clients.client import ENCRYPTION_ALGS, ENCRYPTION_ENCS, Encryption
from idp.oidc.registration.registering import Registered
from idp.oidc.registration.rules import BadRegistration
from tests.protocol.test_multiple_response_types import fragment_of
from tests.support.world import World

RSA, EC = RSAKey.generate_key(2048, {"use": "enc"}), ECKey.generate_key("P-256", {"use": "enc"})
KEYS = {"keys": [key.as_dict(private=False) | {"kid": key.thumbprint()} for key in (RSA, EC)]}
ALL = jwe.JWERegistry(algorithms=[*ENCRYPTION_ALGS, *ENCRYPTION_ENCS])


def open_jwe(token: str) -> tuple[dict[str, Any], bytes]:
    """Return the protected header and the content, as the client does with its private key."""
    header = json.loads(extract_header(token))
    key = RSA if header["alg"].startswith("RSA") else EC
    opened = jwe.decrypt_compact(token, key, registry=ALL)
    assert opened.plaintext is not None
    return header, opened.plaintext


def extract_header(token: str) -> bytes:
    """Return the first part, decoded."""
    first = token.split(".", maxsplit=1)[0]
    return base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))


def verify(world: World, token: bytes) -> dict[str, Any]:
    """Return the claims of a token that the provider signed."""
    keys = KeySet.import_key_set(world.app.test_client().get("/jwks").json)
    return dict(jwt.decode(token.decode(), keys, algorithms=["ES256", "RS256"]).claims)


@pytest.mark.parametrize("alg", ENCRYPTION_ALGS)
@pytest.mark.parametrize("enc", ENCRYPTION_ENCS)
def test_an_id_token_is_signed_then_encrypted(world: World, alg: str, enc: str) -> None:
    """2: a nested JWT."""
    client = world.register(jwks=KEYS, id_token_encryption=Encryption(alg, enc))
    header, inner = open_jwe(world.tokens(client)["id_token"])
    expected = RSA if alg.startswith("RSA") else EC
    assert (header["alg"], header["enc"], header["cty"]) == (alg, enc, "JWT")
    assert header["kid"] == expected.thumbprint()
    assert verify(world, inner)["aud"] == client.client.client_id


def test_one_in_the_front_channel_is_encrypted_too(world: World) -> None:
    client = world.register(
        jwks=KEYS, id_token_encryption=Encryption("ECDH-ES"), response_types=("id_token",)
    ).client
    browser = world.browser()
    world.sign_in(browser)
    answer = fragment_of(world.authorize(browser, client, response_type="id_token"))
    assert verify(world, open_jwe(answer["id_token"])[1])["nonce"] == "nonce-1"


def test_userinfo_is_encrypted_as_it_is(world: World) -> None:
    """5.3.2."""
    client = world.register(jwks=KEYS, userinfo_encryption=Encryption("RSA-OAEP-256", "A256GCM"))
    tokens = world.tokens(client)
    response = world.userinfo(tokens["access_token"])
    assert response.content_type == "application/jwt"
    header, inner = open_jwe(response.text)
    assert "cty" not in header
    assert json.loads(inner)["sub"] == verify(world, tokens["id_token"].encode())["sub"]


def test_userinfo_is_signed_then_encrypted(world: World) -> None:
    """5.3.2."""
    client = world.register(jwks=KEYS, userinfo_alg="ES256", userinfo_encryption=Encryption("ECDH-ES"))
    header, inner = open_jwe(world.userinfo(world.tokens(client)["access_token"]).text)
    assert header["cty"] == "JWT"
    assert verify(world, inner)["aud"] == client.client.client_id


@pytest.fixture
def published(world: World) -> Registered:
    """A client that publishes its keys."""
    world.web.documents["https://payslips.test/jwks"] = json.dumps(KEYS).encode()
    return world.register(
        jwks_uri="https://payslips.test/jwks",
        id_token_encryption=Encryption("ECDH-ES"),
        userinfo_encryption=Encryption("ECDH-ES"),
        response_types=("code", "id_token"),
    )


def test_keys_that_are_published_are_fetched(world: World, published: Registered) -> None:
    """10.2."""
    assert verify(world, open_jwe(world.tokens(published)["id_token"])[1])


def test_without_a_key_nothing_is_told_in_clear(world: World, published: Registered) -> None:
    """A code is not used up by it: the application mends its keys and comes again."""
    code = world.get_code(published)
    world.web.documents.clear()
    response = world.redeem(published, code)
    assert (response.status_code, response.json["error"]) == (400, "invalid_request")
    assert "ECDH-ES" in response.json["error_description"]
    browser = world.browser()
    world.sign_in(browser)
    answer = fragment_of(world.authorize(browser, published.client, response_type="id_token"))
    assert answer["error"] == "invalid_request"
    assert "id_token" not in answer
    world.clock.advance(seconds=21)
    world.web.documents["https://payslips.test/jwks"] = json.dumps(KEYS).encode()
    assert "id_token" in world.redeem(published, code).json


def test_userinfo_without_a_key_says_what_to_mend(world: World, published: Registered) -> None:
    token = world.tokens(published)["access_token"]
    world.clock.advance(minutes=9)
    world.provider.outbound._copies.clear()
    world.web.documents.clear()
    refused = world.userinfo(token)
    assert refused.status_code == 400
    assert "ECDH-ES" in refused.headers["WWW-Authenticate"]


def test_an_encrypted_token_is_not_one_of_ours_to_read(world: World) -> None:
    """10.2: it is for the client alone, and no hint."""
    client = world.register(jwks=KEYS, id_token_encryption=Encryption("ECDH-ES"))
    token = world.tokens(client)["id_token"]
    assert world.userinfo(token).status_code == 401


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"jwks": KEYS, "id_token_encryption": Encryption("dir")}, "'dir' is not one of"),
        ({"jwks": KEYS, "id_token_encryption": Encryption("RSA1_5")}, "'RSA1_5' is not one of"),
        ({"jwks": KEYS, "userinfo_encryption": Encryption("ECDH-ES", "none")}, "'none' is not one of"),
        ({"id_token_encryption": Encryption("ECDH-ES")}, "needs the client's public keys"),
        (
            {"jwks": {"keys": KEYS["keys"][:1]}, "id_token_encryption": Encryption("ECDH-ES")},
            "no key in jwks can be encrypted to",
        ),
    ],
)
def test_what_cannot_be_kept_is_not_registered(world: World, fields: dict[str, Any], fault: str) -> None:
    with pytest.raises(BadRegistration, match=fault):
        world.register(**fields)
