"""An id_token_hint that was encrypted to us: OpenID Connect Core 1.0, 3.1.2.1; RP-Initiated Logout 1.0, section 2."""

from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import RSAKey

from idp.oidc.clients.client import Encryption
from idp.oidc.registration.registering import Registered
from tests.protocol.test_encrypted_requests import seal
from tests.support.forgeries import FORGERIES, Genuine
from tests.support.world import KEYRING, SIGNED_OUT, World, answer_of, claims_of

THEIRS = jwe.JWERegistry(algorithms=["RSA-OAEP-256", "A256GCM"])
PRIVATE = RSAKey.generate_key(2048, private=True)
ITS_KEY = {"kid": "enc1", "use": "enc", **PRIVATE.as_dict(private=False)}


@pytest.fixture
def client(world: World) -> Registered:
    """A client whose ID tokens are encrypted to it."""
    return world.register(jwks={"keys": [ITS_KEY]}, id_token_encryption=Encryption("RSA-OAEP-256", "A256GCM"))


def take_out(world: World, client: Registered) -> tuple[str, str]:
    """Return an ID token as the client receives it, and what is inside."""
    encrypted: str = world.tokens(client)["id_token"]
    inside = jwe.decrypt_compact(encrypted, PRIVATE, registry=THEIRS).plaintext
    assert inside is not None
    return encrypted, inside.decode()


def test_what_was_inside_encrypted_to_us_again_is_a_hint(world: World, client: Registered) -> None:
    _, inside = take_out(world, client)
    browser = world.browser()
    world.sign_in(browser)
    for hint in (inside, seal(world, inside), seal(world, inside, enc="A128CBC-HS256")):
        answer = world.authorize(browser, client.client, prompt="none", id_token_hint=hint)
        assert "code" in answer_of(answer)


def test_it_signs_out_and_leads_back(world: World, client: Registered) -> None:
    browser = world.browser()
    world.sign_in(browser)
    code = answer_of(world.authorize(browser, client.client))["code"]
    encrypted = world.redeem(client, code).json["id_token"]
    inside = jwe.decrypt_compact(encrypted, PRIVATE, registry=THEIRS).plaintext or b""
    response = browser.get(
        "/end-session", id_token_hint=seal(world, inside.decode()), post_logout_redirect_uri=SIGNED_OUT
    )
    assert response.headers["Location"] == SIGNED_OUT
    assert answer_of(world.authorize(browser, client.client, prompt="none"))["error"] == "login_required"


def test_one_that_is_encrypted_to_the_client_is_none_of_ours(world: World, client: Registered) -> None:
    encrypted, _ = take_out(world, client)
    answer = world.authorize(world.browser(), client.client, id_token_hint=encrypted)
    assert answer_of(answer)["error"] == "invalid_request"


def test_another_clients_hint_is_refused_in_an_envelope_too(world: World, client: Registered) -> None:
    _, inside = take_out(world, client)
    other = world.register()
    answer = world.authorize(world.browser(), other.client, id_token_hint=seal(world, inside))
    assert answer_of(answer)["error"] == "invalid_request"


@pytest.mark.parametrize("name", FORGERIES)
def test_an_envelope_makes_no_forgery_good(world: World, payslips: Registered, name: str) -> None:
    key: Any = KEYRING.active("ES256")
    genuine = Genuine(key.key, key.kid, claims_of(world.tokens(payslips)["id_token"]))
    hint = seal(world, FORGERIES[name](genuine))
    answer = world.authorize(world.browser(), payslips.client, id_token_hint=hint)
    assert answer_of(answer)["error"] == "invalid_request"


def test_a_compressed_envelope_is_refused(world: World, client: Registered) -> None:
    """RFC 8725, 3.6."""
    _, inside = take_out(world, client)
    answer = world.authorize(world.browser(), client.client, id_token_hint=seal(world, inside, zip="DEF"))
    assert answer_of(answer)["error"] == "invalid_request"
