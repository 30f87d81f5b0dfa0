"""RFC 7591 and OpenID Connect Dynamic Client Registration 1.0."""

import json
from typing import Any

import pytest
from joserfc.jwk import ECKey

from tests.support.registering import invite, registered_of
from tests.support.world import CALLBACK, World, claims_of

SECTOR = "https://payslips.test/sector.json"


def test_a_client_is_told_everything_it_needs(world: World) -> None:
    """RFC 7591, 3.2.1; RFC 7592, 3."""
    told = invite(world).settle(client_name="Lönebesked")
    assert told["client_id"]
    assert len(told["client_secret"]) == 43
    assert told["client_secret_expires_at"] == 0
    assert told["client_id_issued_at"] == int(world.clock().timestamp())
    assert told["registration_client_uri"] == f"https://idp.test/register/{told['client_id']}"
    assert told["registration_access_token"]


def test_the_answer_is_created_json_that_is_not_stored(world: World) -> None:
    """RFC 7591, 3.2.1."""
    answer = invite(world).register()
    assert (answer.status_code, answer.content_type) == (201, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_not_said_has_its_default(world: World) -> None:
    """Registration, 2."""
    told = invite(world).settle()
    assert told["token_endpoint_auth_method"] == "client_secret_basic"
    assert (told["grant_types"], told["response_types"]) == (["authorization_code"], ["code"])
    assert told["id_token_signed_response_alg"] == "RS256"
    assert told["authorization_signed_response_alg"] == "RS256"
    assert (told["subject_type"], told["application_type"]) == ("public", "web")


def test_a_registered_client_signs_people_in(world: World) -> None:
    told = invite(world).settle(grant_types=["authorization_code", "refresh_token"])
    tokens = world.tokens(registered_of(world, told))
    assert claims_of(tokens["id_token"])["aud"] == told["client_id"]
    assert "refresh_token" in tokens


def test_everything_registered_is_echoed(world: World) -> None:
    """RFC 7591, 3.2.1."""
    asked = {
        "client_name": "Lönebesked",
        "client_uri": "https://payslips.test/",
        "logo_uri": "https://payslips.test/logo.svg",
        "policy_uri": "https://payslips.test/policy",
        "tos_uri": "https://payslips.test/terms",
        "contacts": ["it@payslips.test", "help@payslips.test"],
        "jwks_uri": "https://payslips.test/jwks",
        "id_token_signed_response_alg": "ES256",
        "userinfo_signed_response_alg": "RS256",
        "authorization_signed_response_alg": "ES256",
        "authorization_encrypted_response_alg": "ECDH-ES",
        "authorization_encrypted_response_enc": "A256GCM",
        "request_object_signing_alg": "RS256",
        "request_uris": ["https://payslips.test/request#hash"],
        "initiate_login_uri": "https://payslips.test/start",
        "post_logout_redirect_uris": ["https://payslips.test/bye"],
        "backchannel_logout_uri": "https://payslips.test/back",
        "backchannel_logout_session_required": True,
        "frontchannel_logout_uri": "https://payslips.test/front",
        "frontchannel_logout_session_required": True,
        "default_max_age": 3600,
        "require_auth_time": True,
        "default_acr_values": ["https://idp.test/acr/password/admin"],
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "openid email",
    }
    told = invite(world).settle(**asked)
    assert {name: told.get(name) for name in asked} == asked
    assert "client_secret" not in told


def test_unknown_members_are_ignored(world: World) -> None:
    """RFC 7591, 2."""
    assert "shoe_size" not in invite(world).settle(shoe_size=43)


def test_words_of_a_response_type_may_come_in_any_order(world: World) -> None:
    """OAuth 2.0 Multiple Response Types, 3."""
    told = invite(world, response_types=("code", "code id_token")).settle(response_types=["id_token code"])
    assert told["response_types"] == ["code id_token"]


@pytest.mark.parametrize(
    ("metadata", "code"),
    [
        ({"redirect_uris": None}, "invalid_redirect_uri"),
        ({"redirect_uris": []}, "invalid_redirect_uri"),
        ({"redirect_uris": ["https://a.test/cb#x"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["http://a.test/cb"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["http://localhost/cb"]}, "invalid_redirect_uri"),
        ({"redirect_uris": ["javascript:alert(1)"]}, "invalid_redirect_uri"),
        ({"redirect_uris": "https://a.test/cb"}, "invalid_redirect_uri"),
        ({"initiate_login_uri": "http://a.test/start"}, "invalid_client_metadata"),
        ({"initiate_login_uri": "http://localhost/start"}, "invalid_client_metadata"),
        ({"logo_uri": "javascript:alert(1)"}, "invalid_client_metadata"),
        ({"policy_uri": "data:text/html,x"}, "invalid_client_metadata"),
        ({"tos_uri": "http://a.test"}, "invalid_client_metadata"),
        ({"client_uri": "https://user@a.test"}, "invalid_client_metadata"),
        ({"response_types": ["id_token"]}, "invalid_client_metadata"),
        ({"response_types": ["magic"]}, "invalid_client_metadata"),
        ({"grant_types": ["password"]}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "client_secret_jwt"}, "invalid_client_metadata"),
        ({"token_endpoint_auth_method": "private_key_jwt"}, "invalid_client_metadata"),
        ({"id_token_signed_response_alg": "none"}, "invalid_client_metadata"),
        ({"authorization_signed_response_alg": "none"}, "invalid_client_metadata"),
        ({"authorization_encrypted_response_alg": "ECDH-ES"}, "invalid_client_metadata"),
        ({"authorization_encrypted_response_enc": "A128GCM"}, "invalid_client_metadata"),
        ({"userinfo_signed_response_alg": "HS256"}, "invalid_client_metadata"),
        ({"request_object_signing_alg": "none"}, "invalid_client_metadata"),
        ({"id_token_encrypted_response_alg": "RSA-OAEP-256"}, "invalid_client_metadata"),
        ({"userinfo_encrypted_response_alg": "ECDH-ES"}, "invalid_client_metadata"),
        ({"id_token_encrypted_response_enc": "A128GCM"}, "invalid_client_metadata"),
        ({"frontchannel_logout_uri": "https://b.test/out"}, "invalid_client_metadata"),
        ({"subject_type": "secret"}, "invalid_client_metadata"),
        ({"default_max_age": -1}, "invalid_client_metadata"),
        ({"default_max_age": True}, "invalid_client_metadata"),
        ({"require_auth_time": "yes"}, "invalid_client_metadata"),
        ({"client_name": ["a"]}, "invalid_client_metadata"),
        ({"client_name": "x" * 3000}, "invalid_client_metadata"),
        ({"contacts": "me"}, "invalid_client_metadata"),
        ({"application_type": "toaster"}, "invalid_client_metadata"),
        (
            {"redirect_uris": ["https://a.test/cb", "https://b.test/cb"], "subject_type": "pairwise"},
            "invalid_client_metadata",
        ),
        ({"jwks": {"keys": [ECKey.generate_key("P-256").as_dict(private=True)]}}, "invalid_client_metadata"),
        ({"request_uris": [CALLBACK + "?" + "x" * 2048]}, "invalid_client_metadata"),
    ],
)
def test_a_fault_is_named_by_its_code_and_costs_no_use(
    world: World, metadata: dict[str, Any], code: str
) -> None:
    """RFC 7591, 3.2.2."""
    newcomer = invite(world)
    answer = newcomer.register(**metadata)
    assert (answer.status_code, answer.json["error"]) == (400, code), answer.json
    assert newcomer.register().status_code == 201


def test_a_sector_document_that_lists_the_redirect_uris_joins_them(world: World) -> None:
    """Registration, 5."""
    uris = ["https://a.test/cb", "https://b.test/cb"]
    world.web.documents[SECTOR] = json.dumps([*uris, "https://c.test/cb"]).encode()
    told = invite(world).settle(redirect_uris=uris, subject_type="pairwise", sector_identifier_uri=SECTOR)
    assert registered_of(world, told).client.sector == "payslips.test"


@pytest.mark.parametrize("document", [None, b"", b"{}", b'["https://other.test/cb"]', b"[" * 60_000])
def test_a_sector_document_that_does_not_is_refused(world: World, document: bytes | None) -> None:
    """Registration, 5."""
    if document is not None:
        world.web.documents[SECTOR] = document
    answer = invite(world).register(sector_identifier_uri=SECTOR)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def test_a_sector_document_that_has_changed_is_judged_as_it_is_now(world: World) -> None:
    """Registration, 5."""
    newcomer = invite(world, uses=2)
    world.web.documents[SECTOR] = json.dumps([CALLBACK]).encode()
    assert newcomer.register(sector_identifier_uri=SECTOR).status_code == 201
    world.web.documents[SECTOR] = b'["https://other.test/cb"]'
    world.clock.advance(seconds=0.2)
    answer = newcomer.register(sector_identifier_uri=SECTOR)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")


def test_a_client_is_bound_by_what_the_invitation_permits(world: World) -> None:
    told = invite(world, service="vab", scopes=("openid", "profile")).settle(scope="openid profile email")
    client = registered_of(world, told).client
    assert told["scope"] == "openid profile"
    assert (client.service, client.requires_pkce, client.allows_unsigned_requests) == ("vab", True, False)


def test_a_client_without_a_secret_always_needs_pkce(world: World) -> None:
    """RFC 9700, 2.1.1."""
    told = invite(world, requires_pkce=False).settle(token_endpoint_auth_method="none")
    assert registered_of(world, told).client.requires_pkce


def test_metadata_names_the_endpoint(world: World) -> None:
    """Discovery, 3."""
    metadata = world.app.test_client().get("/.well-known/openid-configuration").json
    assert metadata["registration_endpoint"] == "https://idp.test/register"


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b'"x"', b"{", b"[" * 50_000, b"\xff"])
def test_what_is_no_json_object_is_refused(world: World, body: bytes) -> None:
    """RFC 7591, 3.1."""
    answer = world.app.test_client().post(
        "/register",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {invite(world).token}"},
    )
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_client_metadata")
