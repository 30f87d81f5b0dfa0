"""The discovery document and the key set, built once and served as bytes.

Only members that the specifications know (OpenID Connect Discovery 1.0, section 3; RFC 8414; RFC 9207; JARM, section 4;
RP-Initiated, Front-Channel and Back-Channel Logout 1.0; Session Management 1.0; Authentication Request Parameter
Extensions for the Swedish OpenID Connect Profile 1.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from idp.oidc.authorization.response_mode import WAYS
from idp.oidc.claims.table import CLAIMS, SCOPES
from idp.oidc.clients.client import (
    AUTH_METHODS,
    ENCRYPTION_ALGS,
    ENCRYPTION_ENCS,
    GRANT_TYPES,
    RESPONSE_TYPES,
    SUBJECT_TYPES,
)
from idp.oidc.clients.keys import CLIENT_ALGS
from idp.oidc.http import Headers, Response
from idp.oidc.json_answers import build_json
from idp.oidc.paths import (
    AUTHORIZE,
    CHECK_SESSION,
    END_SESSION,
    INTROSPECT,
    JWKS,
    REGISTER,
    REVOKE,
    TOKEN,
    USERINFO,
)
from idp.oidc.provider import Provider
from idp.policy.levels import acr_uri
from idp.signin.user_message import MIME_TYPES
from idp.signing.jwe import OPENED_ENCS
from idp.signing.key import ALGS, OPENS
from idp.signing.keyring import Keyring

PROOFS: Final = tuple(method for method in AUTH_METHODS if method != "none")
"""How a client proves itself; libraries take the first that is listed, so no proof at all is listed last."""

CACHED: Final[Headers] = (("Cache-Control", "public, max-age=3600"),)
DISCO: Final = "https://id.oidc.se/disco/"
SWEDISH_PROFILE: Final[Mapping[str, Any]] = {
    f"{DISCO}userMessageSupported": True,
    f"{DISCO}userMessageSupportedMimeTypes": list(MIME_TYPES),
    f"{DISCO}authnProviderSupported": True,
    f"{DISCO}originalClientIdSupported": False,
    f"{DISCO}originalClientTokenSupported": False,
}
"""What the profile's request parameter extensions, version 1.1, let a provider announce."""
TOKEN_CLAIMS: Final = (
    "iss",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "at_hash",
    "c_hash",
    "sid",
)


def build_metadata(provider: Provider) -> Mapping[str, Any]:
    """Return what the provider can do."""
    issuer, policy = provider.issuer, provider.policy
    registration = (
        {"registration_endpoint": f"{issuer}{REGISTER}"} if provider.is_open_to_registration else {}
    )
    checking = {"check_session_iframe": f"{issuer}{CHECK_SESSION}"} if provider.manages_sessions else {}
    opening = {
        "request_object_encryption_alg_values_supported": [OPENS],
        "request_object_encryption_enc_values_supported": list(OPENED_ENCS),
    }
    if provider.keyring().find_opener(None) is None:
        opening = {}
    return {
        "issuer": issuer,
        **registration,
        **checking,
        "authorization_endpoint": f"{issuer}{AUTHORIZE}",
        "token_endpoint": f"{issuer}{TOKEN}",
        "userinfo_endpoint": f"{issuer}{USERINFO}",
        "jwks_uri": f"{issuer}{JWKS}",
        "end_session_endpoint": f"{issuer}{END_SESSION}",
        "scopes_supported": list(SCOPES),
        "response_types_supported": list(RESPONSE_TYPES),
        "response_modes_supported": list(WAYS),
        "grant_types_supported": list(GRANT_TYPES),
        "acr_values_supported": [acr_uri(issuer, acr) for acr in policy.acrs],
        "subject_types_supported": list(SUBJECT_TYPES),
        "id_token_signing_alg_values_supported": list(ALGS),
        "id_token_encryption_alg_values_supported": list(ENCRYPTION_ALGS),
        "id_token_encryption_enc_values_supported": list(ENCRYPTION_ENCS),
        "userinfo_signing_alg_values_supported": list(ALGS),
        "userinfo_encryption_alg_values_supported": list(ENCRYPTION_ALGS),
        "userinfo_encryption_enc_values_supported": list(ENCRYPTION_ENCS),
        "authorization_signing_alg_values_supported": list(ALGS),
        "authorization_encryption_alg_values_supported": list(ENCRYPTION_ALGS),
        "authorization_encryption_enc_values_supported": list(ENCRYPTION_ENCS),
        "request_object_signing_alg_values_supported": list(CLIENT_ALGS),
        **opening,
        "token_endpoint_auth_methods_supported": [*PROOFS, "none"],
        "token_endpoint_auth_signing_alg_values_supported": list(CLIENT_ALGS),
        "introspection_endpoint": f"{issuer}{INTROSPECT}",
        "introspection_endpoint_auth_methods_supported": [*PROOFS],
        "introspection_endpoint_auth_signing_alg_values_supported": list(CLIENT_ALGS),
        "revocation_endpoint": f"{issuer}{REVOKE}",
        "revocation_endpoint_auth_methods_supported": [*PROOFS, "none"],
        "revocation_endpoint_auth_signing_alg_values_supported": list(CLIENT_ALGS),
        "code_challenge_methods_supported": ["S256"],
        "claim_types_supported": ["normal"],
        "claims_supported": [*CLAIMS, *TOKEN_CLAIMS],
        "claims_parameter_supported": True,
        "request_parameter_supported": True,
        "request_uri_parameter_supported": True,
        "require_request_uri_registration": True,
        "ui_locales_supported": list(provider.catalogues),
        "authorization_response_iss_parameter_supported": True,
        "backchannel_logout_supported": True,
        "backchannel_logout_session_supported": True,
        "frontchannel_logout_supported": True,
        "frontchannel_logout_session_supported": True,
        **(SWEDISH_PROFILE if provider.announces_swedish_profile else {}),
    }


@dataclass(slots=True)
class Documents:
    """Serves both documents. The key set is written again when the keyring is another."""

    provider: Provider
    _metadata: Response = field(init=False, repr=False)
    _keys: tuple[Keyring, Response] | None = field(init=False, repr=False, default=None)

    def __post_init__(self) -> None:
        self._metadata = build_json(200, build_metadata(self.provider), CACHED)

    def metadata(self) -> Response:
        """Return the discovery document."""
        return self._metadata

    def keys(self) -> Response:
        """Return the JSON Web Key Set."""
        keyring = self.provider.keyring()
        if self._keys is None or self._keys[0] is not keyring:
            self._keys = (keyring, build_json(200, keyring.public_jwks(), CACHED))
        return self._keys[1]
