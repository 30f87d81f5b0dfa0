"""Client authentication with a key of one's own: `private_key_jwt`."""

import json
import secrets
from pathlib import Path
from typing import Any

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc import jwt
from joserfc.jwk import ECKey, JWKRegistry

from .clock import Clock

LIFE_SECONDS = 60


class ShortLivedAssertion(PrivateKeyJWT):  # type: ignore[misc]  # Authlib has no types
    """Signs each token request with a new assertion for the issuer, valid for one minute.

    Authlib's own lives for an hour and names the token endpoint; a stolen one should be worth neither.
    """

    def __init__(self, issuer: str, clock: Clock) -> None:
        super().__init__(alg="ES256")
        self._issuer, self._clock = issuer, clock

    def sign(self, auth: Any, token_endpoint: str) -> str:  # noqa: ARG002 - Authlib's signature
        """Return the assertion of RFC 7523, section 3."""
        key, now = auth.client_secret, int(self._clock().timestamp())
        claims = {
            "iss": auth.client_id,
            "sub": auth.client_id,
            "aud": self._issuer,
            "iat": now,
            "exp": now + LIFE_SECONDS,
            "jti": secrets.token_urlsafe(24),
        }
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


def load_private_key(path: Path) -> ECKey:
    """Read the private JWK at `path`. Raises ValueError if it is not a private P-256 key with a kid."""
    key = JWKRegistry.import_key(json.loads(path.read_text("utf-8")))
    if not isinstance(key, ECKey) or key.curve_name != "P-256" or not key.is_private or key.kid is None:
        raise ValueError(
            f"{path} must hold a private P-256 JWK with a kid; see clients/relying_party/make_key.py."
        )
    return key
