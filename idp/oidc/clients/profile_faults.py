"""What a client must be registered with under the profile that it is held to."""

from collections.abc import Iterator
from typing import Final

from idp.oidc.clients.client import Client
from idp.oidc.clients.profiles import WEAK_ALGS

FAPI_GRANT_TYPES: Final = frozenset({"authorization_code", "refresh_token", "client_credentials"})


def find_profile_faults(client: Client) -> Iterator[str]:
    """Yield what the client's profile does not allow."""
    match client.profile:
        case "swedish":
            yield from find_swedish_faults(client)
        case "sweden_connect":
            yield from find_swedish_faults(client)
            yield from find_sweden_connect_faults(client)
        case "fapi2":
            yield from find_fapi2_faults(client)


def find_swedish_faults(client: Client) -> Iterator[str]:
    """Yield what the Swedish OpenID Connect Profile 1.0 does not allow."""
    if client.response_types != ("code",):
        yield "response_types: the Swedish profile has the code flow alone (section 2.1)"
    if not client.requires_pkce:
        yield "requires_pkce: the Swedish profile demands PKCE (section 2.1)"
    if client.userinfo_alg is None:
        yield "userinfo_alg: the Swedish profile has userinfo signed (section 4)"
    if client.claims_in_id_token:
        yield "claims_in_id_token: the Swedish profile has scopes and the request decide what stands there (section 4)"
    if client.allows_unsigned_requests or client.request_object_alg == "none":
        yield "request_object_alg: the Swedish profile takes no unsigned requests (section 2.2)"


def find_sweden_connect_faults(client: Client) -> Iterator[str]:
    """Yield what Sweden Connect does not allow beyond the Swedish profile."""
    if client.auth_method != "private_key_jwt":
        yield "auth_method: Sweden Connect has private_key_jwt alone"
    if client.access_token_format != "opaque":  # noqa: S105 - a format's name
        yield "access_token_format: Sweden Connect has opaque access tokens"
    for name in ("contact", "logo_uri", "client_uri"):
        if getattr(client, name) is None:
            yield f"{name}: Sweden Connect needs it"


def find_fapi2_faults(client: Client) -> Iterator[str]:
    """Yield what the FAPI 2.0 Security Profile does not allow (sections 5.3.2 and 5.4.1).

    A machine that signs nobody in asks for no codes, and so pushes nothing.
    """
    if client.auth_method != "private_key_jwt":
        yield "auth_method: FAPI 2.0 has private_key_jwt; mutual TLS is not offered here"
    if not set(client.grant_types) <= FAPI_GRANT_TYPES or not set(client.response_types) <= {"code"}:
        yield "response_types: FAPI 2.0 has the code flow alone"
    if not client.requires_pkce:
        yield "requires_pkce: FAPI 2.0 demands PKCE"
    if client.request_uris:
        yield "request_uris: FAPI 2.0 has requests pushed, not fetched"
    if client.request_object_alg in (*WEAK_ALGS, "none") or client.allows_unsigned_requests:
        yield "request_object_alg: FAPI 2.0 has ES256, ES384 or PS256"
    if client.id_token_alg in WEAK_ALGS:
        yield "id_token_alg: FAPI 2.0 has ES256"
    if client.response_alg in WEAK_ALGS:
        yield "response_alg: FAPI 2.0 has ES256"
    if client.userinfo_alg in WEAK_ALGS:
        yield "userinfo_alg: FAPI 2.0 has ES256, or no signature"
    for uri in client.redirect_uris:
        if not uri.startswith("https://"):
            yield f"redirect_uris: {uri!a} must be https under FAPI 2.0"
