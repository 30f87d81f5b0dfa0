"""`request_uri` makes the provider fetch: it must reach nothing inside, follow nobody, and wait for nobody (RG5, RFC 9101, 10.4)."""

import time
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_address, ip_network

import pytest

from idp.delivery.fetch import LARGEST, Fetcher, Resolve
from idp.delivery.reach import Address, Reach
from idp.oidc.registration.registering import Registered
from tests.protocol.test_rfc9101_request_objects import ask, signed
from tests.support.assertions import Signer
from tests.support.world import World
from tests.unit.delivery.conftest import NAME, Certificate, WebServer, answer, certificate, secure_web, web

__all__ = ["certificate", "secure_web", "web"]

HOUSE = Reach(networks=(ip_network("127.0.0.0/8"),))
"""Reaches this machine as an inside service, where an operator named it."""


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


def resolve_to(*addresses: str) -> Resolve:
    """Return a name service that knows one answer."""
    found: list[Address] = [ip_address(address) for address in addresses]
    return lambda _host, _port: found


def register(world: World, signer: Signer, uri: str) -> Registered:
    """Register a client whose request objects are said to be there."""
    return world.register(jwks=signer.jwks(), request_uris=(uri,))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "::1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "fe80::1", "fd00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
)  # fmt: skip
def test_a_registered_name_that_turns_inwards_is_not_followed(
    world: World, signer: Signer, web: WebServer, address: str
) -> None:
    """Whoever owns the name decides where it leads: the address is judged, each time."""
    world.provider.outbound.getter = Fetcher(Reach(), resolve=resolve_to("93.184.216.34", address))
    client = register(world, signer, f"https://{NAME}:{web.port}/object")
    answered = ask(world, client, request_uri=f"https://{NAME}:{web.port}/object")
    assert answered["error"] == "invalid_request_uri"
    assert web.connections == 0


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254"],
)
def test_an_address_inside_that_was_registered_is_not_reached(
    world: World, signer: Signer, web: WebServer, host: str
) -> None:
    """Clients may register themselves: being registered opens no door."""
    world.provider.outbound.getter = Fetcher(Reach())
    uri = f"https://{host}:{web.port}/object"
    assert ask(world, register(world, signer, uri), request_uri=uri)["error"] == "invalid_request_uri"
    assert web.connections == 0


def test_the_object_is_read_where_it_may_be(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate
) -> None:
    """Else the tests below prove nothing."""
    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = answer(200, signed(world, signer, client, state="fetched").encode())
    world.provider.outbound.getter = Fetcher(HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    assert ask(world, client, request_uri=uri, state=None)["state"] == "fetched"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate, status: int
) -> None:
    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = answer(status, location=f"https://{NAME}:{secure_web.port}/inside")
    world.provider.outbound.getter = Fetcher(HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    assert ask(world, client, request_uri=uri)["error"] == "invalid_request_uri"
    assert [request.path for request in secure_web.requests] == ["/object"]


def test_an_answer_that_is_too_large_is_not_read(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate
) -> None:
    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = answer(200, b"x" * (LARGEST + 1))
    world.provider.outbound.getter = Fetcher(HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    assert ask(world, client, request_uri=uri)["error"] == "invalid_request_uri"


def test_a_server_that_drips_is_left(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate
) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b".")
            time.sleep(0.05)

    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = drip
    world.provider.outbound.getter = Fetcher(
        HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client, patience_seconds=0.4
    )
    began = time.monotonic()
    assert ask(world, client, request_uri=uri)["error"] == "invalid_request_uri"
    assert time.monotonic() - began < 3


def test_a_failure_is_told_without_what_stands_inside(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate
) -> None:
    """The client is told that it failed, and nothing that was read: it would be a window into the house."""
    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = answer(200, b"canary-of-the-inside")
    world.provider.outbound.getter = Fetcher(HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    answered = ask(world, client, request_uri=uri)
    assert answered["error"] == "invalid_request_object"
    assert "canary" not in str(answered)


def test_asking_again_and_again_makes_the_provider_knock_once(
    world: World, signer: Signer, secure_web: WebServer, certificate: Certificate
) -> None:
    """Anybody who knows a client_id can ask: the provider is no hammer."""
    uri = f"https://{NAME}:{secure_web.port}/object"
    client = register(world, signer, uri)
    secure_web.answerer = answer(503)
    world.provider.outbound.getter = Fetcher(HOUSE, resolve=resolve_to("127.0.0.1"), tls=certificate.client)
    for _ in range(5):
        assert ask(world, client, request_uri=uri)["error"] == "invalid_request_uri"
    assert len(secure_web.requests) == 1
