"""OpenID Connect Core 1.0, section 5.4: what scopes bring comes from userinfo, and for a client registered for it stands
in the ID token as well."""

import json
from typing import Any

import pytest

from idp.oidc.claims import names
from idp.oidc.clients.client import RESPONSE_TYPES, Encryption
from idp.oidc.discovery import TOKEN_CLAIMS
from idp.oidc.registration.registering import Registered
from tests.protocol.test_encryption import KEYS, open_jwe, verify
from tests.protocol.test_multiple_response_types import ask, fragment_of
from tests.support.registering import invite, registered_of
from tests.support.world import World, answer_of, claims_of

SCOPES = ("openid", "profile", "email")
PROFILE = {"name", "given_name", "family_name", "preferred_username", "updated_at"}
MAIL = {"email", "email_verified"}


@pytest.fixture
def lone(world: World) -> Registered:
    """A client whose library never asks userinfo."""
    return world.register(scopes=SCOPES, claims_in_id_token=True)


def personal(claims: dict[str, Any]) -> set[str]:
    """Return the names of what is told about the person beyond who it is."""
    return set(claims) - {"sub", *TOKEN_CLAIMS}


def test_the_id_token_tells_what_userinfo_does(world: World, lone: Registered) -> None:
    """5.4, 5.3.2: the same members with the same values, and the protocol's own are ours."""
    tokens = world.tokens(lone, scope="openid profile email")
    told, userinfo = claims_of(tokens["id_token"]), world.userinfo(tokens["access_token"]).json
    assert personal(told) == PROFILE | MAIL
    assert told | userinfo == told
    assert told["nonce"] == "nonce-1"


def test_a_client_not_registered_for_it_is_told_at_userinfo_alone(world: World) -> None:
    """5.4."""
    tokens = world.tokens(world.register(scopes=SCOPES), scope="openid profile email")
    assert personal(claims_of(tokens["id_token"])) == set()
    assert world.userinfo(tokens["access_token"]).json["email"] == "anna.andersson@town.test"


def test_the_granted_scopes_alone_bring_their_claims(world: World, lone: Registered) -> None:
    """5.4."""
    assert personal(claims_of(world.tokens(lone, scope="openid email")["id_token"])) == MAIL


def test_a_refresh_for_fewer_scopes_tells_less(world: World, lone: Registered) -> None:
    """12.2; RFC 6749, section 6."""
    refresh_token = world.tokens(lone, scope="openid profile email")["refresh_token"]
    narrow = world.refresh(lone, refresh_token, scope="openid email").json
    assert personal(claims_of(narrow["id_token"])) == MAIL


def test_a_refresh_tells_what_the_directory_says_now(world: World, lone: Registered) -> None:
    """12.2."""
    refresh_token = world.tokens(lone, scope="openid profile")["refresh_token"]
    world.town.change("p-anna", name="Anna Berg")
    assert claims_of(world.refresh(lone, refresh_token).json["id_token"])["name"] == "Anna Berg"


def test_a_claim_that_the_client_is_not_registered_for_is_not_told(world: World) -> None:
    world.town.change("p-anna", personal_number="198301109289")
    modest = world.register(scopes=("openid", "profile"), claims_in_id_token=True)
    asked = json.dumps({"userinfo": {"email": None, names.PERSONAL_NUMBER: None}})
    tokens = world.tokens(modest, scope=f"openid profile email {names.PERSON_NUMBER}", claims=asked)
    assert personal(claims_of(tokens["id_token"])) == PROFILE


def test_a_protected_person_is_an_alias_there_too(world: World, lone: Registered) -> None:
    world.town.change("p-anna", is_protected=True, alias="Medarbetare 311")
    told = claims_of(world.tokens(lone, scope="openid profile email")["id_token"])
    assert told["name"] == "Medarbetare 311"
    assert "ndersson" not in json.dumps(told)


def test_a_pairwise_subject_stays_one(world: World) -> None:
    """8.1."""
    paired = world.register(
        scopes=SCOPES, claims_in_id_token=True, subject_type="pairwise", sector="payslips.test"
    )
    tokens = world.tokens(paired, scope="openid profile")
    told = claims_of(tokens["id_token"])
    assert told["sub"] == world.userinfo(tokens["access_token"]).json["sub"]
    assert "p-anna" not in json.dumps(told)


def test_an_encrypted_token_holds_it_inside(world: World) -> None:
    """10.2."""
    client = world.register(
        scopes=SCOPES, claims_in_id_token=True, jwks=KEYS, id_token_encryption=Encryption("ECDH-ES")
    )
    header, inner = open_jwe(world.tokens(client, scope="openid email")["id_token"])
    assert not MAIL & set(header)
    assert verify(world, inner)["email"] == "anna.andersson@town.test"


def test_beside_a_code_the_browser_carries_nothing_of_it(world: World) -> None:
    """3.3.3.6: fewer claims in the front channel; the token endpoint's ID token tells them."""
    client = world.register(scopes=SCOPES, claims_in_id_token=True, response_types=RESPONSE_TYPES)
    for response_type in ("code id_token", "code id_token token"):
        answer = fragment_of(ask(world, client, response_type=response_type, scope="openid email"))
        assert personal(claims_of(answer["id_token"])) == set()
        assert personal(claims_of(world.redeem(client, answer["code"]).json["id_token"])) == MAIL


def test_without_a_code_the_one_id_token_there_is_tells_it(world: World) -> None:
    """3.2.2.5."""
    client = world.register(scopes=SCOPES, claims_in_id_token=True, response_types=("id_token token",))
    answer = fragment_of(ask(world, client, response_type="id_token token", scope="openid email"))
    assert personal(claims_of(answer["id_token"])) == MAIL


def test_a_client_that_registers_itself_cannot_ask_for_it(world: World) -> None:
    """RFC 7591, section 2: a member that nobody knows is ignored."""
    told = invite(world).settle(claims_in_id_token=True)
    assert "claims_in_id_token" not in told
    assert not registered_of(world, told).client.claims_in_id_token


def test_the_token_is_still_a_hint(world: World, lone: Registered) -> None:
    """3.1.2.1."""
    browser = world.browser()
    world.sign_in(browser)
    code = answer_of(world.authorize(browser, lone.client))["code"]
    hint = world.redeem(lone, code).json["id_token"]
    assert "code" in answer_of(world.authorize(browser, lone.client, prompt="none", id_token_hint=hint))
