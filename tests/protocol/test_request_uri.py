"""OpenID Connect Core 1.0, section 6.2, and RFC 9101, section 5.2: a request object sent by reference."""

from typing import Any

import pytest
from joserfc import jwt

from idp.oidc.registration.registering import Registered
from tests.support.assertions import Signer
from tests.support.world import ISSUER, World, answer_of

THERE = "https://payslips.test/object"


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client that has registered its key and where its request objects are."""
    return world.register(jwks=signer.jwks(), request_uris=(THERE, f"{THERE}#one"))


def publish(world: World, signer: Signer, client: Registered, **changes: Any) -> None:
    """Put a request object where the client says it is."""
    now = int(world.clock().timestamp())
    told = (
        world.request(client.client)
        | {"iss": client.client.client_id, "aud": ISSUER, "exp": now + 60}
        | changes
    )
    token = jwt.encode({"alg": signer.alg, "kid": "k1"}, told, signer.key, algorithms=[signer.alg])
    world.web.documents[THERE] = token.encode()


def ask(world: World, client: Registered, **parameters: str | None) -> dict[str, str]:
    """Send a request by somebody signed in and return the answer that the client gets."""
    browser = world.browser()
    world.sign_in(browser)
    return answer_of(world.authorize(browser, client.client, **parameters))


def test_what_stands_at_a_registered_address_is_the_request(
    world: World, signer: Signer, client: Registered
) -> None:
    publish(world, signer, client, state="from there")
    assert ask(world, client, request_uri=THERE, state="outside")["state"] == "from there"


@pytest.mark.parametrize(
    "address",
    ["https://payslips.test/other", "https://169.254.169.254/", f"{THERE}?more", "file:///etc/passwd"],
)
def test_an_address_that_is_not_registered_is_never_asked(
    world: World, client: Registered, address: str
) -> None:
    """Core, 6.2: servers may demand registration; a reference must not make us knock on doors."""
    assert ask(world, client, request_uri=address)["error"] == "invalid_request_uri"
    assert world.web.asked == []


def test_another_clients_address_is_not_registered(world: World, signer: Signer, client: Registered) -> None:
    publish(world, signer, client)
    other = world.register(jwks=signer.jwks())
    assert ask(world, other, request_uri=THERE)["error"] == "invalid_request_uri"


def test_nobody_at_the_address_is_told_by_its_own_error(world: World, client: Registered) -> None:
    assert ask(world, client, request_uri=THERE)["error"] == "invalid_request_uri"


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff\xfe", b"a.b.c", b"x" * 65536])
def test_something_else_at_the_address_is_no_request(world: World, client: Registered, body: bytes) -> None:
    world.web.documents[THERE] = body
    assert ask(world, client, request_uri=THERE)["error"] in {"invalid_request_object", "invalid_request_uri"}


def test_a_copy_serves_until_the_client_names_another_fragment(
    world: World, signer: Signer, client: Registered
) -> None:
    """Core, 6.2: the fragment changes when the content does."""
    publish(world, signer, client, state="first")
    assert ask(world, client, request_uri=THERE)["state"] == "first"
    publish(world, signer, client, state="second")
    assert ask(world, client, request_uri=THERE)["state"] == "first"
    assert ask(world, client, request_uri=f"{THERE}#two")["state"] == "second"


def test_an_object_and_a_reference_at_once_are_refused(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 9101, 5."""
    publish(world, signer, client)
    assert ask(world, client, request_uri=THERE, request="a.b.c")["error"] == "invalid_request"
    assert world.web.asked == []
