"""Request objects that were encrypted to the provider: OpenID Connect Core 1.0, section 6.1; Swedish profile, 2.2."""

from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import RSAKey

from idp.oidc.discovery import build_metadata
from idp.oidc.registration.registering import Registered
from idp.signing.jwe import OPENED_ENCS
from idp.signing.keyring import Keyring
from tests.protocol.test_rfc9101_request_objects import ask, signed
from tests.support.assertions import Signer
from tests.support.world import World

ALL = jwe.JWERegistry(algorithms=["RSA-OAEP", "RSA1_5", *OPENED_ENCS, "DEF"])


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client whose key is registered."""
    return world.register(jwks=signer.jwks())


def find_key(world: World) -> dict[str, Any]:
    """Return the one published key that is for encryption, as the client finds it."""
    published = world.app.test_client().get("/jwks").json["keys"]
    (key,) = [key for key in published if key["use"] == "enc"]
    found: dict[str, Any] = key
    return found


def seal(world: World, content: str, **header: Any) -> str:
    """Encrypt to the provider's published key."""
    key = find_key(world)
    protected = {"alg": "RSA-OAEP", "enc": "A256GCM", "cty": "JWT", "kid": key["kid"]} | header
    wanted = {name: value for name, value in protected.items() if value is not None}
    return jwe.encrypt_compact(wanted, content.encode(), RSAKey.import_key(key), registry=ALL)


@pytest.mark.parametrize("enc", OPENED_ENCS)
@pytest.mark.parametrize("names_the_key", [True, False])
def test_a_signed_and_encrypted_request_is_read(
    world: World, signer: Signer, client: Registered, enc: str, names_the_key: bool
) -> None:
    header = {"enc": enc} if names_the_key else {"enc": enc, "kid": None}
    request = seal(world, signed(world, signer, client, state="sealed"), **header)
    assert ask(world, client, request=request, state=None)["state"] == "sealed"


def test_one_that_is_fetched_is_read_too(world: World, signer: Signer) -> None:
    """Core, 6.2."""
    uri = "https://payslips.test/request.jwt"
    client = world.register(jwks=signer.jwks(), request_uris=(uri,))
    world.web.documents[uri] = seal(world, signed(world, signer, client, state="fetched")).encode()
    world.web.content_type = "application/jwt"
    assert ask(world, client, request_uri=uri, state=None)["state"] == "fetched"


def test_encryption_is_no_signature(world: World, client: Registered) -> None:
    """Anybody can encrypt to a published key."""
    stranger = Signer()
    request = seal(world, signed(world, stranger, client))
    assert ask(world, client, request=request)["error"] == "invalid_request_object"


def test_what_is_encrypted_to_another_key_is_refused(
    world: World, signer: Signer, client: Registered
) -> None:
    key = RSAKey.generate_key(2048)
    for kid in ({}, {"kid": find_key(world)["kid"]}, {"kid": "unknown"}):
        header = {"alg": "RSA-OAEP", "enc": "A128GCM", **kid}
        request = jwe.encrypt_compact(header, signed(world, signer, client).encode(), key, registry=ALL)
        assert ask(world, client, request=request)["error"] == "invalid_request_object"


def test_a_compressed_one_is_refused(world: World, signer: Signer, client: Registered) -> None:
    """RFC 8725, 3.6: a bomb."""
    request = seal(world, signed(world, signer, client, login_hint="a" * 4000), zip="DEF")
    assert ask(world, client, request=request)["error"] == "invalid_request_object"


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_rsa1_5_is_refused(world: World, signer: Signer, client: Registered) -> None:
    """RFC 8725, 3.2."""
    request = seal(world, signed(world, signer, client), alg="RSA1_5")
    assert ask(world, client, request=request)["error"] == "invalid_request_object"


@pytest.mark.parametrize("request_object", ["....", "a.b.c.d.e", "eyJhbGciOiJSU0EtT0FFUCJ9....", "é.a.b.c.d"])
def test_rubbish_in_five_parts_is_refused(world: World, client: Registered, request_object: str) -> None:
    assert ask(world, client, request=request_object)["error"] == "invalid_request_object"


def test_the_key_that_opens_signs_nothing(world: World, client: Registered) -> None:
    """Its kid in a token's header does not make the token ours."""
    keyring = world.provider.keyring()
    opener = keyring.find_opener(None)
    assert opener is not None
    assert opener.use == "enc"
    for alg in ("ES256", "RS256"):
        assert keyring.active(alg).kid != opener.kid


def test_a_keys_folder_from_before_announces_no_encryption(world: World) -> None:
    """Its next rotation makes the key."""
    keyring = Keyring(tuple(key for key in world.provider.keyring().keys if key.use == "sig"))
    older = replace(world.provider, keyring=lambda: keyring)
    assert not [name for name in build_metadata(older) if name.startswith("request_object_encryption")]
    assert [name for name in build_metadata(world.provider) if name.startswith("request_object_encryption")]
