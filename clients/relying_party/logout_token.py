"""The provider's word that somebody has signed out: verified, and believed once."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from .config import Config
from .provider import ALGORITHMS, Provider
from .refusal import Refusal

EVENT = "http://schemas.openid.net/event/backchannel-logout"
LEEWAY_SECONDS = 60
KEYS_AGAIN_SECONDS = 10


class BadLogoutToken(ValueError):
    """The token must not be believed; the message says why, without its content."""


@dataclass(frozen=True, slots=True)
class LogoutToken:
    """Whose sessions end: those of `sub`, of `sid`, or of both together."""

    sub: str | None
    sid: str | None
    jti: str
    expires_at: int


def read_logout_token(provider: Provider, config: Config, token: str, now: datetime) -> LogoutToken:
    """Verify the signature with the provider's keys, then the claims.

    Raises BadLogoutToken, or Refusal if the keys cannot be had.
    """
    registry = JWSRegistry(algorithms=list(ALGORITHMS))
    try:
        try:
            decoded = jwt.decode(token, KeySet.import_key_set(provider.fetch_jwk_set()), registry=registry)
        except InvalidKeyIdError:
            decoded = jwt.decode(token, _fetch_new_keys(provider), registry=registry)
    except requests.RequestException as error:
        raise Refusal("unreachable", 503, f"keys: {type(error).__name__}") from error
    except (JoseError, ValueError, RecursionError) as error:
        raise BadLogoutToken(f"not verified: {type(error).__name__}") from error
    if decoded.header.get("typ") != "logout+jwt":
        raise BadLogoutToken("typ is not logout+jwt")
    return check_claims(decoded.claims, config, now)


def check_claims(claims: dict[str, Any], config: Config, now: datetime) -> LogoutToken:
    """Check every claim of OpenID Connect Back-Channel Logout 1.0, section 2.6. Raises BadLogoutToken."""
    moment, aud, events = now.timestamp(), claims.get("aud"), claims.get("events")
    sub, sid, jti = claims.get("sub"), claims.get("sid"), claims.get("jti")
    issued_at, expires_at = claims.get("iat"), claims.get("exp")
    if claims.get("iss") != config.issuer:
        raise BadLogoutToken("iss is not ISSUER")
    if config.client_id not in (aud if isinstance(aud, list) else [aud]):
        raise BadLogoutToken("aud is not CLIENT_ID")
    if not isinstance(issued_at, int) or issued_at > moment + LEEWAY_SECONDS:
        raise BadLogoutToken("iat is missing or in the future")
    if not isinstance(expires_at, int) or expires_at <= moment - LEEWAY_SECONDS:
        raise BadLogoutToken("exp is missing or has passed")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise BadLogoutToken("events does not hold the logout event")
    if "nonce" in claims:
        raise BadLogoutToken("nonce is forbidden: this may be an ID token")
    if not isinstance(jti, str) or not jti:
        raise BadLogoutToken("jti is missing")
    named = [name for name in (sub, sid) if name is not None]
    if not named or not all(isinstance(name, str) and name for name in named):
        raise BadLogoutToken("neither sub nor sid, or one that is no text")
    return LogoutToken(sub, sid, jti, expires_at)


def _fetch_new_keys(provider: Provider) -> KeySet:
    """Ask for the keys again, at most every ten seconds: anybody may post an unknown kid here."""
    asked_at = provider.server_metadata.get("_keys_at", 0)
    if time.time() - asked_at < KEYS_AGAIN_SECONDS:
        raise BadLogoutToken("signed with an unknown key")
    provider.server_metadata["_keys_at"] = time.time()
    return KeySet.import_key_set(provider.fetch_jwk_set(force=True))
