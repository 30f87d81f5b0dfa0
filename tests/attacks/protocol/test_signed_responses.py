"""Authorization responses inside a JWT: moved to another client, made weaker on the way, or used for something else."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest

from idp.audit.events import Tag
from idp.oidc.authorization.endpoint import Authorization
from idp.oidc.clients.client import RESPONSE_TYPES, Encryption
from idp.oidc.http import Request
from idp.oidc.registration.registering import Registered
from idp.policy.address import build_place
from idp.signin.visit import Visit
from idp.signing.hsm import HsmAway
from idp.signing.keyring import Keyring
from tests.protocol.test_encryption import KEYS, open_jwe
from tests.protocol.test_jarm import open_response
from tests.protocol.test_multiple_response_types import ask, fragment_of
from tests.protocol.test_rfc9101_request_objects import SECURED, signed
from tests.support.assertions import Signer
from tests.support.world import ANNA, KEYRING, OFFICE, POLICY, SIGNED_OUT, World, answer_of, claims_of


@pytest.fixture
def signer() -> Signer:
    """A relying party's key."""
    return Signer()


def test_a_response_for_another_client_says_so_and_its_code_is_worth_nothing(
    world: World, payslips: Registered
) -> None:
    """JARM, 2.4 and 5.3: a client of two providers or of two applications cannot be mixed up."""
    other = world.register(name="Another")
    told = open_response(answer_of(ask(world, payslips, response_mode="jwt")))
    assert told["aud"] == payslips.client.client_id != other.client.client_id
    assert world.redeem(other, told["code"]).json["error"] == "invalid_grant"


@pytest.mark.parametrize("header", [{}, SECURED])
def test_what_stands_outside_a_request_object_makes_the_response_no_weaker(
    world: World, signer: Signer, header: dict[str, str]
) -> None:
    """RFC 9101, 6.3; OpenID Connect Core 1.0, section 6.1."""
    client = world.register(jwks=signer.jwks())
    request = signed(world, signer, client, response_mode="jwt", header=header)
    assert open_response(answer_of(ask(world, client, request=request, response_mode="query")))["code"]


def test_a_broken_request_object_gets_no_code_the_weaker_way(world: World, signer: Signer) -> None:
    client = world.register(jwks=signer.jwks())
    request = signed(world, Signer(), client, response_mode="jwt")
    answer = answer_of(ask(world, client, request=request, response_mode="query"))
    assert (answer["error"], "code" in answer) == ("invalid_request_object", False)
    told = open_response(answer_of(ask(world, client, request=request, response_mode="jwt")))
    assert told["error"] == "invalid_request_object"


@pytest.mark.parametrize("mode", ["query.jwt", "query", "jwt"])
def test_tokens_never_stand_readable_in_a_query(world: World, mode: str) -> None:
    """JARM, 2.3.1: the refusal says nothing there either."""
    client = world.register(response_types=RESPONSE_TYPES)
    answer = fragment_of(ask(world, client, response_type="code id_token token", response_mode=mode))
    told = answer if mode == "query" else open_response(answer)
    assert ("access_token" in told) == (mode == "jwt")


def test_a_repeated_response_mode_is_no_choice_between_two(world: World, payslips: Registered) -> None:
    browser = world.browser()
    world.sign_in(browser)
    asked = [*world.request(payslips.client).items(), ("response_mode", "jwt"), ("response_mode", "query")]
    refused = browser.http.get("/authorize", query_string=asked, environ_overrides={"REMOTE_ADDR": OFFICE})
    assert answer_of(refused)["error"] == "invalid_request"


def test_a_response_passes_for_nothing_else(world: World, payslips: Registered) -> None:
    """RFC 8725, 2.8: no hint at who signs in or out, and no access token."""
    response = answer_of(ask(world, payslips, response_mode="jwt"))["response"]
    assert "sub" not in claims_of(response)
    assert answer_of(ask(world, payslips, id_token_hint=response))["error"] == "invalid_request"
    assert world.userinfo(response).status_code == 401
    browser = world.browser()
    world.sign_in(browser)
    page = browser.get("/end-session", id_token_hint=response, post_logout_redirect_uri=SIGNED_OUT)
    assert "Location" not in page.headers
    assert "code" in answer_of(world.authorize(browser, payslips.client, prompt="none"))


def test_a_parameter_cannot_pose_as_what_the_response_says_of_itself(
    world: World, payslips: Registered
) -> None:
    state = '","aud":"evil","exp":9999999999,"code":"theirs'
    told = open_response(answer_of(ask(world, payslips, response_mode="jwt", state=state)))
    assert (told["state"], told["aud"]) == (state, payslips.client.client_id)


def test_a_key_that_vanished_while_somebody_signed_in_leaves_nothing_in_clear(world: World) -> None:
    world.web.documents["https://payslips.test/jwks"] = json.dumps(KEYS).encode()
    client = world.register(jwks_uri="https://payslips.test/jwks", response_encryption=Encryption("ECDH-ES"))
    first = answer_of(ask(world, client, response_mode="jwt"))
    assert claims_of(open_jwe(first["response"])[1].decode())["code"]
    world.clock.advance(minutes=11)
    world.web.documents.clear()
    page = ask(world, client, response_mode="jwt")
    assert (page.status_code, "Location" in page.headers) == (400, False)
    assert world.count_tags(Tag.AUTHORIZATION_GRANTED) == 1


@dataclass(frozen=True)
class AwaySigner:
    """A private half whose token has been pulled out."""

    label: str = "away"

    def sign(self, _data: bytes) -> bytes:
        raise HsmAway("TokenNotPresent")


def test_what_cannot_be_signed_is_not_granted(world: World, payslips: Registered) -> None:
    """No code is stored that nobody was told."""
    keyring = Keyring(tuple(replace(key, signer=AwaySigner()) for key in KEYRING.keys))
    authorization = Authorization(replace(world.provider, keyring=lambda: keyring))
    session = world.sign_in(world.browser())
    placement = build_place((), POLICY.zones)(OFFICE, [])
    visit = Visit(world.clock(), placement, session, ANNA, "browser", "sv", "csrf")
    asked: Any = tuple(world.request(payslips.client, response_mode="jwt").items())
    with pytest.raises(HsmAway):
        authorization.authorize(Request("GET", "/authorize", query=asked), visit)
    assert world.count_tags(Tag.AUTHORIZATION_GRANTED) == 0
