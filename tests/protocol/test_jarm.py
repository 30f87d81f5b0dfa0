"""JWT Secured Authorization Response Mode for OAuth 2.0 (JARM): one parameter, signed, and encrypted where it must be."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from werkzeug.test import TestResponse

from idp.audit.events import Tag
from idp.oidc.clients.client import RESPONSE_TYPES, Encryption
from idp.oidc.registration.registering import Registered
from idp.storage.unit_of_work import Database
from tests.protocol.test_encryption import KEYS, open_jwe
from tests.protocol.test_multiple_response_types import FRONT, ask, fragment_of
from tests.support.world import (
    ANNA,
    ISSUER,
    World,
    answer_of,
    build_world,
    claims_of,
    csrf_of,
    resume_of,
)

TIMES = {"iss", "aud", "exp"}
NAMES = {
    "code": {"code"},
    "id_token": {"id_token"},
    "token": {"access_token", "token_type", "expires_in", "scope"},
}


@pytest.fixture
def trusted(world: World) -> Registered:
    """A client that may ask for everything."""
    return world.register(response_types=RESPONSE_TYPES)


def open_response(parameters: Mapping[str, str]) -> dict[str, Any]:
    """Return the claims of the one parameter there is, whose signature our published keys verify."""
    assert set(parameters) == {"response"}
    return claims_of(parameters["response"])


def posted_by(page: TestResponse) -> dict[str, str]:
    """Return the fields of the page's form."""
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.get_data(as_text=True))
    return {name: unescape(value) for name, value in fields}


def test_a_code_comes_inside_a_jwt(world: World, payslips: Registered) -> None:
    """2.1: iss, aud and exp beside what the response type brings; 2.3: nothing else travels."""
    told = open_response(answer_of(ask(world, payslips, response_mode="jwt")))
    assert set(told) == TIMES | {"code", "state"}
    assert (told["iss"], told["aud"], told["state"]) == (ISSUER, payslips.client.client_id, "state-1")
    assert world.redeem(payslips, told["code"]).status_code == 200


def test_it_lives_for_minutes(world: World, payslips: Registered) -> None:
    """2.1: ten minutes at most."""
    told = open_response(answer_of(ask(world, payslips, response_mode="jwt")))
    left = told["exp"] - world.clock().timestamp()
    assert 60 <= left <= timedelta(minutes=10).total_seconds()


@pytest.mark.parametrize("response_type", FRONT)
@pytest.mark.parametrize("mode", ["jwt", "fragment.jwt"])
def test_tokens_come_inside_a_jwt_behind_the_hash(
    world: World, trusted: Registered, response_type: str, mode: str
) -> None:
    """2.3.2, 2.3.4: jwt is the response type's own way."""
    told = open_response(fragment_of(ask(world, trusted, response_type=response_type, response_mode=mode)))
    words = response_type.split()
    assert set(told) == TIMES | {"state"} | {name for word in words for name in NAMES[word]}
    assert told.get("expires_in", 600) == 600


@pytest.mark.parametrize("response_type", FRONT)
def test_a_query_that_can_be_read_takes_no_tokens(
    world: World, trusted: Registered, response_type: str
) -> None:
    """2.3.1."""
    told = open_response(
        fragment_of(ask(world, trusted, response_type=response_type, response_mode="query.jwt"))
    )
    assert told["error"] == "invalid_request"
    assert not {"code", "id_token", "access_token"} & set(told)


def test_an_encrypted_query_takes_tokens(world: World) -> None:
    """2.3.1."""
    client = world.register(
        jwks=KEYS, response_encryption=Encryption("ECDH-ES"), response_types=RESPONSE_TYPES
    )
    answer = answer_of(ask(world, client, response_type="id_token", response_mode="query.jwt"))
    told = claims_of(open_jwe(answer["response"])[1].decode())
    assert claims_of(told["id_token"])["sub"] == ANNA.person_id


def test_a_form_carries_the_jwt_alone(world: World, trusted: Registered) -> None:
    """2.3.3; the page and its policy are those of every other form."""
    page = ask(world, trusted, response_type="code id_token", response_mode="form_post.jwt")
    assert (page.status_code, page.headers["Cache-Control"]) == (200, "no-store")
    assert "form-action 'self' https://payslips.test;" in page.headers["Content-Security-Policy"]
    assert {"code", "id_token"} <= set(open_response(posted_by(page)))


@pytest.mark.parametrize("mode", ["jwt", "query.jwt"])
def test_an_error_comes_inside_a_jwt_too(world: World, payslips: Registered, mode: str) -> None:
    """2.1."""
    refused = world.authorize(world.browser(), payslips.client, response_mode=mode, prompt="none")
    told = open_response(answer_of(refused))
    assert set(told) == TIMES | {"error", "error_description", "state"}
    assert (told["error"], told["iss"], told["aud"]) == (
        "login_required",
        ISSUER,
        payslips.client.client_id,
    )


def test_before_the_address_is_proven_an_error_is_a_page(world: World, payslips: Registered) -> None:
    for wrong in ({"client_id": "nobody"}, {"redirect_uri": "https://evil.test/"}):
        page = ask(world, payslips, response_mode="jwt", **wrong)
        assert page.status_code == 400
        assert "Location" not in page.headers


def test_somebody_who_cancels_is_told_of_inside_a_jwt(world: World, payslips: Registered) -> None:
    browser = world.browser()
    parked = world.authorize(browser, payslips.client, response_mode="jwt")
    here = resume_of(parked.headers["Location"])
    answer = browser.post(f"{here}/cancel", csrf=csrf_of(world, browser))
    assert open_response(answer_of(answer))["error"] == "access_denied"
    assert browser.post(f"{here}/cancel", csrf=csrf_of(world, browser)).status_code == 410


def test_after_signing_in_the_answer_travels_as_was_asked(world: World, payslips: Registered) -> None:
    browser = world.browser()
    parked = world.authorize(browser, payslips.client, response_mode="jwt")
    world.sign_in(browser)
    answer = browser.get(resume_of(parked.headers["Location"]))
    assert open_response(answer_of(answer))["code"]


def test_the_page_of_a_closed_door_leads_back_with_a_jwt(world: World, payslips: Registered) -> None:
    world.town.change(ANNA.person_id, groups=frozenset())
    page = ask(world, payslips, response_mode="jwt")
    assert page.status_code == 403
    (link,) = re.findall(r'href="(https://payslips\.test/callback[^"]*)"', page.get_data(as_text=True))
    told = open_response(dict(parse_qsl(urlsplit(unescape(link)).query)))
    assert (told["error"], told["state"]) == ("access_denied", "state-1")


@pytest.mark.parametrize("alg", ["ES256", "RS256"])
def test_it_is_signed_as_registered(world: World, alg: str) -> None:
    """3: authorization_signed_response_alg; the ID token's has nothing to do with it."""
    client = world.register(response_alg=alg, id_token_alg="ES256")
    response = answer_of(ask(world, client, response_mode="jwt"))["response"]
    keys = KeySet.import_key_set(world.app.test_client().get("/jwks").json)
    assert jwt.decode(response, keys, algorithms=[alg]).header["alg"] == alg


def test_it_is_signed_then_encrypted(world: World) -> None:
    """2.2: a nested JWT."""
    client = world.register(jwks=KEYS, response_encryption=Encryption("RSA-OAEP-256", "A256GCM"))
    header, inner = open_jwe(answer_of(ask(world, client, response_mode="jwt"))["response"])
    assert (header["alg"], header["enc"], header["cty"]) == ("RSA-OAEP-256", "A256GCM", "JWT")
    assert claims_of(inner.decode())["code"]


def test_errors_are_encrypted_too(world: World) -> None:
    """2.2: a refusal at once, and one from the sign-in."""
    client = world.register(jwks=KEYS, response_encryption=Encryption("ECDH-ES")).client
    browser = world.browser()
    refused = world.authorize(browser, client, response_mode="jwt", prompt="none")
    parked = world.authorize(browser, client, response_mode="jwt")
    here = resume_of(parked.headers["Location"])
    cancelled = browser.post(f"{here}/cancel", csrf=csrf_of(world, browser))
    errors = [
        claims_of(open_jwe(answer_of(one)["response"])[1].decode())["error"] for one in (refused, cancelled)
    ]
    assert errors == ["login_required", "access_denied"]


def test_without_a_key_to_encrypt_to_nobody_is_redirected(world: World) -> None:
    """2.2: nothing is told in clear, no error either; nothing is granted, and the trail says what was refused."""
    world.web.documents["https://payslips.test/jwks"] = json.dumps({"keys": []}).encode()
    client = world.register(jwks_uri="https://payslips.test/jwks", response_encryption=Encryption("ECDH-ES"))
    for changes in ({}, {"prompt": "none"}, {"scope": "email"}):
        page = ask(world, client, response_mode="jwt", **changes)
        assert page.status_code == 400
        assert "Location" not in page.headers
        assert "ECDH-ES" in page.get_data(as_text=True)
    assert world.count_tags(Tag.AUTHORIZATION_REFUSED) == 3
    assert world.count_tags(Tag.AUTHORIZATION_GRANTED) == 0
    assert "code" in answer_of(ask(world, client))
    world.clock.advance(minutes=11)
    world.web.documents["https://payslips.test/jwks"] = json.dumps(KEYS).encode()
    answer = answer_of(ask(world, client, response_mode="jwt"))
    assert claims_of(open_jwe(answer["response"])[1].decode())["code"]


def test_the_sessions_state_is_told_inside(database: Database) -> None:
    """Session Management 1.0, section 2, within JARM 2.1."""
    world = build_world(database, manages_sessions=True)
    told = open_response(answer_of(ask(world, world.register(), response_mode="jwt")))
    assert set(told) == TIMES | {"code", "state", "session_state"}


def test_an_ordinary_answer_stays_as_it_is(world: World, payslips: Registered) -> None:
    client = replace(payslips.client, response_alg="RS256")
    assert set(answer_of(ask(world, replace(payslips, client=client)))) == {"code", "state", "iss"}


def test_the_metadata_says_what_there_is(world: World) -> None:
    """4."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert {"jwt", "query.jwt", "fragment.jwt", "form_post.jwt"} <= set(metadata["response_modes_supported"])
    assert metadata["authorization_signing_alg_values_supported"] == ["ES256", "RS256"]
    assert "ECDH-ES" in metadata["authorization_encryption_alg_values_supported"]
    assert "A256GCM" in metadata["authorization_encryption_enc_values_supported"]
