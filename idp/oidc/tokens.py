"""Builds ID tokens (OpenID Connect Core 1.0, section 2) and refresh tokens."""

import base64
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from idp.oidc.claims.release import build_token_claims, build_userinfo
from idp.oidc.grant import Grant, StoredToken, TokenKind
from idp.oidc.granting import hash_token
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing
from idp.oidc.subject import subject_of
from idp.policy.levels import acr_uri
from idp.signing.jws import sign

CLOSES_SOON: Final = timedelta(hours=8)
"""How long before a service closes its ID tokens say so, for the service to warn whoever is in it."""

ID_TOKEN_TYP: Final = "JWT"  # noqa: S105 - a media type


@dataclass(frozen=True, slots=True)
class Minted:
    """A token in clear, seen once, and what is stored of it."""

    clear: str = field(repr=False)
    stored: StoredToken


def mint_refresh(provider: Provider, grant: Grant, now: datetime) -> Minted:
    """Return a new refresh token of the grant: good as long as one that outlives its session, else never longer."""
    clear, life = provider.chance.token(), timedelta(seconds=provider.tokens.refresh_token_seconds)
    expires_at = grant.expires_at if grant.proved is not None else min(now + life, grant.expires_at)
    return Minted(clear, StoredToken(hash_token(clear), TokenKind.REFRESH, grant.grant_id, expires_at))


def build_id_token(
    provider: Provider,
    standing: Standing,
    access_token: str | None,
    scopes: tuple[str, ...],
    now: datetime,
    *,
    code: str | None = None,
) -> str:
    """Return the signed ID token. auth_time is the grant's, however often it is refreshed; acr is never higher.

    `scopes` are those of the token response: fewer than the grant's when the client asked for fewer. `code` and
    `access_token` are those it travels with (sections 3.2.2.10 and 3.3.2.11).
    """
    claims = build_id_claims(provider, standing, access_token, scopes, now, code=code)
    return sign(provider.keyring().active(standing.client.id_token_alg), ID_TOKEN_TYP, claims)


def build_id_claims(
    provider: Provider,
    standing: Standing,
    access_token: str | None,
    scopes: tuple[str, ...],
    now: datetime,
    *,
    code: str | None = None,
) -> dict[str, Any]:
    """Return what the ID token says, unsigned: nobody can be shown a token that was never made.

    One that nothing travels with is all the client will get, so that it tells what the scopes would bring at the
    userinfo endpoint (section 5.4). So does one beside an access token, for a client registered for it; beside a code it
    does not, for another ID token follows that passes no browser (section 3.3.3.6).
    """
    grant = standing.grant
    claims: dict[str, Any] = {
        "iss": provider.issuer,
        "sub": subject_of(provider, standing.client, grant.person_id),
        "aud": standing.client.client_id,
        "exp": int((now + timedelta(seconds=provider.tokens.id_token_seconds)).timestamp()),
        "iat": int(now.timestamp()),
        "auth_time": int(grant.auth_time.timestamp()),
        "acr": acr_uri(provider.issuer, standing.acr),
        "amr": list(standing.amr),
        "sid": grant.sid,
    }
    if access_token is not None:
        claims["at_hash"] = half_hash(access_token)
    if code is not None:
        claims["c_hash"] = half_hash(code)
    if grant.nonce is not None:
        claims["nonce"] = grant.nonce
    if standing.closes_at is not None and standing.closes_at - now <= CLOSES_SOON:
        claims[f"{provider.issuer}/claims/closes_at"] = int(standing.closes_at.timestamp())
    told = build_token_claims(provider, standing, scopes)
    if code is None and (access_token is None or standing.client.claims_in_id_token):
        narrowed = replace(standing, grant=replace(grant, scopes=scopes))
        told = build_userinfo(provider, narrowed) | told
    return told | claims


def half_hash(token: str) -> str:
    """Return the left half of a SHA-256 in base64url: `at_hash` and `c_hash` for ES256 and RS256 (section 3.1.3.6)."""
    return base64.urlsafe_b64encode(sha256(token.encode("ascii")).digest()[:16]).rstrip(b"=").decode()
