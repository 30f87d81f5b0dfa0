"""Makes access tokens: opaque, or JWTs that an API can read for itself (RFC 9068). Both are stored as a hash.

A JWT is no more believed here than an opaque one: our own endpoints look for its row.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from idp.oidc.clients.client import Client
from idp.oidc.grant import StoredToken, TokenKind
from idp.oidc.granting import hash_token
from idp.oidc.machine_token import MachineToken
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing
from idp.oidc.subject import subject_of
from idp.oidc.tokens import Minted
from idp.policy.levels import acr_uri
from idp.signing.jws import sign

ACCESS_TOKEN_TYP: Final = "at+jwt"  # noqa: S105 - a media type


def mint_access(provider: Provider, standing: Standing, scopes: tuple[str, ...], now: datetime) -> Minted:
    """Return a new access token of the grant, good for `scopes`, which are the grant's or fewer."""
    grant, client = standing.grant, standing.client
    person = {
        "sub": subject_of(provider, client, grant.person_id),
        "auth_time": int(grant.auth_time.timestamp()),
        "acr": acr_uri(provider.issuer, standing.acr),
        "amr": list(standing.amr),
    }
    clear, expires_at = write(provider, client, scopes, person, now)
    narrowed = scopes if scopes != grant.scopes else None
    return Minted(
        clear, StoredToken(hash_token(clear), TokenKind.ACCESS, grant.grant_id, expires_at, narrowed)
    )


def mint_machine(
    provider: Provider, client: Client, scopes: tuple[str, ...], now: datetime
) -> tuple[str, MachineToken]:
    """Return a new access token of a client that acts as itself, in clear, and what is stored of it."""
    clear, expires_at = write(provider, client, scopes, {"sub": client.client_id}, now)
    return clear, MachineToken(hash_token(clear), client.client_id, scopes, expires_at)


def write(
    provider: Provider, client: Client, scopes: tuple[str, ...], subject: Mapping[str, Any], now: datetime
) -> tuple[str, datetime]:
    """Return a token in the client's format and when it expires (RFC 9068, section 2.2)."""
    expires_at = now + timedelta(seconds=provider.tokens.access_token_seconds)
    if client.access_token_format == "opaque":  # noqa: S105 - a format's name
        return provider.chance.token(), expires_at
    claims = {
        "iss": provider.issuer,
        "aud": audience_of(provider, client),
        "exp": int(expires_at.timestamp()),
        "iat": int(now.timestamp()),
        "jti": provider.chance.identifier(),
        "client_id": client.client_id,
        "scope": " ".join(scopes),
        **subject,
    }
    return sign(provider.keyring().active(client.id_token_alg), ACCESS_TOKEN_TYP, claims), expires_at


def audience_of(provider: Provider, client: Client) -> str:
    """Return whom the client's access tokens are for: the API it is registered with, else our own userinfo."""
    return client.audience or provider.issuer
