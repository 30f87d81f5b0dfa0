"""RFC 9101 and OpenID Connect Core 1.0, section 6: a client signs what it asks for."""

import base64
import json
from typing import Any

import pytest
from joserfc import jwt

from idp.oidc.registration.registering import Registered
from tests.support.assertions import Signer
from tests.support.world import CALLBACK, ISSUER, World, answer_of, claims_of, resume_of

SECURED = {"typ": "oauth-authz-req+jwt"}


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


@pytest.fixture
def client(world: World, signer: Signer) -> Registered:
    """A client whose key is registered."""
    return world.register(jwks=signer.jwks())


def signed(world: World, signer: Signer, client: Registered, **changes: Any) -> str:
    """Return an ordinary request as a request object, with some members changed, or left out by None."""
    now, header = int(world.clock().timestamp()), changes.pop("header", {})
    right = {"iss": client.client.client_id, "aud": ISSUER, "iat": now, "exp": now + 60}
    inside = world.request(client.client) | right | changes
    told = {name: value for name, value in inside.items() if value is not None}
    return jwt.encode({"alg": signer.alg, "kid": "k1", **header}, told, signer.key, algorithms=[signer.alg])


def ask(world: World, client: Registered, **parameters: str | None) -> dict[str, str]:
    """Send a request by somebody signed in and return the answer that the client gets."""
    browser = world.browser()
    world.sign_in(browser)
    return answer_of(world.authorize(browser, client.client, **parameters))


def unsigned(world: World, client: Registered, **changes: Any) -> str:
    """Return a request object with alg none."""
    claims = {**world.request(client.client), "iss": client.client.client_id, "aud": ISSUER, **changes}
    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."


def test_what_stands_inside_wins(world: World, signer: Signer, client: Registered) -> None:
    """Core, 6.1."""
    request = signed(world, signer, client, state="inside", nonce="signed")
    answer = ask(world, client, request=request, state="outside", nonce="unsigned")
    assert answer["state"] == "inside"
    tokens = world.redeem(client, answer["code"]).get_json()
    assert claims_of(tokens["id_token"])["nonce"] == "signed"


def test_what_stands_outside_only_is_added(world: World, signer: Signer, client: Registered) -> None:
    """Core, 6.1."""
    request = signed(world, signer, client, state=None)
    assert ask(world, client, request=request, state="outside")["state"] == "outside"


def test_nothing_outside_counts_beside_an_object_of_rfc_9101(
    world: World, signer: Signer, client: Registered
) -> None:
    """RFC 9101, 6.3."""
    request = signed(world, signer, client, state=None, header=SECURED)
    assert "state" not in ask(world, client, request=request, state="outside")


def test_client_id_and_object_are_enough(world: World, signer: Signer, client: Registered) -> None:
    """RFC 9101, 5."""
    browser = world.browser()
    world.sign_in(browser)
    request = signed(world, signer, client)
    answer = browser.get("/authorize", client_id=client.client.client_id, request=request)
    assert "code" in answer_of(answer)


def test_the_effective_request_outlives_the_sign_in(world: World, signer: Signer, client: Registered) -> None:
    """Core, 6.1: the object may expire while the person signs in."""
    browser = world.browser()
    request = signed(world, signer, client, state="inside")
    parked = world.authorize(browser, client.client, request=request, state="outside")
    world.clock.advance(seconds=120)
    world.sign_in(browser)
    resumed = browser.get(resume_of(parked.headers["Location"]))
    assert answer_of(resumed)["state"] == "inside"


def test_max_age_and_claims_keep_their_json_types(world: World, signer: Signer, client: Registered) -> None:
    """Core, 6.1."""
    claims = {"id_token": {"auth_time": {"essential": True}}}
    assert "code" in ask(world, client, request=signed(world, signer, client, max_age=300, claims=claims))


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": None},
        {"iss": "someone"},
        {"aud": None},
        {"aud": "https://other.test"},
        {"exp": 0},
        {"exp": True},
        {"exp": "soon"},
        {"nbf": 10**12},
        {"client_id": "someone"},
        {"response_type": "id_token"},
        {"request": "x.y.z"},
        {"request_uri": "https://payslips.test/object"},
        {"sub": "someone"},
        {"state": ["a"]},
        {"header": {"typ": "at+jwt"}},
        {"header": {"kid": "other"}},
    ],
)
def test_an_object_that_says_anything_else_is_invalid(
    world: World, signer: Signer, client: Registered, changes: dict[str, Any]
) -> None:
    """RFC 9101, 6; Core, 6.3."""
    answer = ask(world, client, request=signed(world, signer, client, **changes))
    assert answer["error"] == "invalid_request_object"
    assert answer["state"] == "state-1"


def test_only_the_clients_own_key_will_do(world: World, signer: Signer, client: Registered) -> None:
    """RFC 9101, 6.2."""
    request = signed(world, Signer(), client)
    assert ask(world, client, request=request)["error"] == "invalid_request_object"
    assert ask(world, client, request="x" * 9000)["error"] == "invalid_request_object"
    other = world.register(jwks=signer.jwks())
    swapped = signed(world, signer, other)
    assert ask(world, client, request=swapped)["error"] == "invalid_request_object"


def test_only_the_registered_algorithm_will_do(world: World, signer: Signer) -> None:
    """OpenID Connect Dynamic Client Registration 1.0, section 2: request_object_signing_alg."""
    client = world.register(jwks=signer.jwks(), request_object_alg="RS256")
    request = signed(world, signer, client)
    assert ask(world, client, request=request)["error"] == "invalid_request_object"


def test_unsigned_objects_are_for_those_whom_an_administrator_allowed_them(
    world: World, client: Registered
) -> None:
    """Core, 6.1; RFC 9101, 10.5."""
    assert ask(world, client, request=unsigned(world, client))["error"] == "invalid_request_object"
    allowed = world.register(allows_unsigned_requests=True)
    assert "code" in ask(world, allowed, request=unsigned(world, allowed))
    assert ask(world, allowed, request=unsigned(world, allowed) + "AA")["error"] == "invalid_request_object"


def test_an_unregistered_redirect_uri_inside_leads_nowhere(
    world: World, signer: Signer, client: Registered
) -> None:
    """Core, 3.1.2.1; RFC 9700, 4.1: also when the one outside is registered."""
    browser = world.browser()
    world.sign_in(browser)
    request = signed(world, signer, client, redirect_uri="https://evil.test/")
    answer = world.authorize(browser, client.client, request=request, redirect_uri=CALLBACK)
    assert answer.status_code == 400
    assert "Location" not in answer.headers
