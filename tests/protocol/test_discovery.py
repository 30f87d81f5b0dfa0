"""OpenID Connect Discovery 1.0, section 3, with RFC 8414 and the logout specifications."""

from dataclasses import replace

import pytest

from idp.i18n import load_catalogues
from idp.oidc.authn_provider import authn_provider_uri
from idp.oidc.discovery import build_metadata
from idp.policy.levels import acr_uri
from tests.support.world import ISSUER, POLICY, World

KNOWN = {
    "issuer", "registration_endpoint", "authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint",
    "scopes_supported", "response_types_supported", "response_modes_supported", "grant_types_supported",
    "acr_values_supported", "subject_types_supported", "id_token_signing_alg_values_supported",
    "request_object_signing_alg_values_supported", "token_endpoint_auth_methods_supported",
    "token_endpoint_auth_signing_alg_values_supported", "code_challenge_methods_supported", "claim_types_supported",
    "id_token_encryption_alg_values_supported",
    "id_token_encryption_enc_values_supported",
    "userinfo_encryption_alg_values_supported",
    "userinfo_encryption_enc_values_supported",
    "authorization_signing_alg_values_supported",
    "authorization_encryption_alg_values_supported",
    "authorization_encryption_enc_values_supported",
    "request_object_encryption_alg_values_supported",
    "request_object_encryption_enc_values_supported",
    "userinfo_signing_alg_values_supported", "introspection_endpoint", "introspection_endpoint_auth_methods_supported",
    "introspection_endpoint_auth_signing_alg_values_supported", "revocation_endpoint",
    "revocation_endpoint_auth_methods_supported", "revocation_endpoint_auth_signing_alg_values_supported",
    "claims_supported", "claims_parameter_supported", "request_parameter_supported",
    "request_uri_parameter_supported", "require_request_uri_registration", "ui_locales_supported", "authorization_response_iss_parameter_supported",
    "backchannel_logout_supported", "backchannel_logout_session_supported",
    "frontchannel_logout_supported", "frontchannel_logout_session_supported",
    *(f"https://id.oidc.se/disco/{name}" for name in (
        "userMessageSupported", "userMessageSupportedMimeTypes", "authnProviderSupported",
        "originalClientIdSupported", "originalClientTokenSupported",
    )),
}  # fmt: skip


@pytest.fixture
def metadata(world: World) -> dict[str, object]:
    """The discovery document."""
    response = world.app.test_client().get("/.well-known/openid-configuration")
    assert response.content_type == "application/json"
    return dict(response.json)


def test_the_issuer_is_the_prefix_of_the_documents_address(metadata: dict[str, object]) -> None:
    """4.3."""
    assert metadata["issuer"] == ISSUER


def test_only_members_that_a_specification_knows_are_there(metadata: dict[str, object]) -> None:
    """3."""
    assert set(metadata) == KNOWN


def test_every_address_is_https_below_the_issuer(metadata: dict[str, object]) -> None:
    """3."""
    addresses = [value for name, value in metadata.items() if name.endswith(("_endpoint", "_uri"))]
    assert addresses
    assert all(str(address).startswith(f"{ISSUER}/") for address in addresses)


def test_what_is_not_served_is_not_promised(metadata: dict[str, object]) -> None:
    """3."""
    assert metadata["code_challenge_methods_supported"] == ["S256"]
    assert metadata["request_parameter_supported"] is True
    assert "none" not in metadata["id_token_signing_alg_values_supported"]


def test_both_signature_algorithms_are_offered(metadata: dict[str, object]) -> None:
    """3: RS256 is a must."""
    assert metadata["id_token_signing_alg_values_supported"] == ["ES256", "RS256"]


def test_a_library_that_takes_the_first_way_to_prove_itself_proves_itself(
    metadata: dict[str, object],
) -> None:
    """3: pac4j does, and knows no "none"."""
    for endpoint in ("token", "revocation"):
        methods = metadata[f"{endpoint}_endpoint_auth_methods_supported"]
        assert methods == ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"]


def test_every_acr_that_can_be_earned_is_listed_in_order(metadata: dict[str, object]) -> None:
    """3."""
    assert metadata["acr_values_supported"] == [acr_uri(ISSUER, acr) for acr in POLICY.acrs]


def test_the_key_set_holds_public_keys_alone_each_named(world: World) -> None:
    """10.1 of Core; RFC 7517, 4."""
    keys = world.app.test_client().get("/jwks").json["keys"]
    assert len({key["kid"] for key in keys}) == len(keys) == 5
    for key in keys:
        assert key["use"] == ("enc" if key["alg"] == "RSA-OAEP" else "sig")
        assert not {"d", "p", "q", "dp", "dq", "qi", "k"} & set(key)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks"])
def test_both_documents_may_be_kept_for_an_hour(world: World, path: str) -> None:
    """5 of RFC 8414."""
    assert world.app.test_client().get(path).headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/jwks", "/token", "/userinfo"])
def test_scripts_of_public_clients_may_call_what_needs_no_cookie(world: World, path: str) -> None:
    """RFC 9700, 2.6."""
    preflight = world.app.test_client().options(path, headers={"Origin": "https://app.test"})
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in preflight.headers


def test_no_script_may_read_the_authorization_endpoint(world: World) -> None:
    """RFC 9700, 2.6."""
    response = world.app.test_client().get("/authorize", headers={"Origin": "https://app.test"})
    assert "Access-Control-Allow-Origin" not in response.headers


@pytest.mark.parametrize("acr", POLICY.acrs, ids=str)
def test_every_acr_says_what_it_means(world: World, acr: object) -> None:
    """2 of Core: the parties agree on the meaning."""
    path = acr_uri("", acr)  # type: ignore[arg-type]
    page = world.app.test_client().get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    members = world.app.test_client().get(path, headers={"Accept": "application/json"}).json
    assert members["acr"] == f"{ISSUER}{path}"
    assert members["meaning"].keys() == load_catalogues().keys()


@pytest.mark.parametrize("level", sorted({acr.level for acr in POLICY.acrs}))
def test_every_authn_provider_says_what_it_means(world: World, level: str) -> None:
    """2.2 of the Swedish parameter extensions: the value is known to both parties."""
    path = authn_provider_uri("", level)
    page = world.app.test_client().get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert f"{ISSUER}{path}" in page.text
    members = world.app.test_client().get(path, headers={"Accept": "application/json"}).json
    assert members["authn_provider"] == f"{ISSUER}{path}"
    assert members["meaning"].keys() == load_catalogues().keys()


@pytest.mark.parametrize("path", ["/authn/unheard", "/authn/", "/authn/app/admin"])
def test_an_authn_provider_that_nobody_uses_means_nothing(world: World, path: str) -> None:
    """2.2 of the Swedish parameter extensions."""
    assert world.app.test_client().get(path).status_code == 404


@pytest.mark.parametrize("path", ["/acr/password/remote", "/acr/unheard/admin", "/acr/app/nowhere"])
def test_an_acr_that_nobody_can_earn_means_nothing(world: World, path: str) -> None:
    """A password alone earns nothing outside."""
    assert world.app.test_client().get(path).status_code == 404


def test_the_swedish_profiles_parameters_are_announced_unless_the_operator_leaves_them_out(
    world: World,
) -> None:
    """Swedish profile, request parameter extensions 1.1; RFC 8414, section 2, lets others' members be ignored."""
    provider = world.provider
    quiet = build_metadata(replace(provider, announces_swedish_profile=False))
    assert not [name for name in quiet if name.startswith("https://id.oidc.se/")]
    assert set(build_metadata(provider)) - set(quiet) == {
        name for name in KNOWN if name.startswith("https://")
    }
