"""Judges a client's signed assertion: `private_key_jwt` (RFC 7523; OpenID Connect Core 1.0, section 9)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import extract_compact

from idp.oidc.clients.client import Client
from idp.oidc.clients.keys import algs_of
from idp.oidc.clients.profiles import names_issuer_alone
from idp.signing.jws import MAX_TOKEN_CHARACTERS

ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

LONGEST_LIFE: Final = timedelta(minutes=5)
"""How long an assertion is good, from its iat; from now when it states none."""
LONGEST_STATED_LIFE: Final = timedelta(hours=1)
"""How far ahead exp may lie: client libraries that sign for ten minutes or an hour are common."""
CLOCK_SKEW: Final = timedelta(seconds=10)
MAX_JTI_CHARACTERS: Final = 256


class BadAssertion(ValueError):
    """The assertion does not prove the client. The message says why and repeats nothing of it."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """A genuine assertion: its `jti`, to be accepted once, and when it expires."""

    jti: str
    expires_at: datetime


def read_client_id(token: str) -> str:
    """Return the `sub` an assertion states, before anything of it is believed. Raises BadAssertion."""
    if len(token) > MAX_TOKEN_CHARACTERS or not token.isascii():
        raise BadAssertion("too long or not ASCII")
    try:
        subject = json.loads(extract_compact(token.encode("ascii")).payload or b"")["sub"]
    except (JoseError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadAssertion("unreadable") from error
    if not isinstance(subject, str):
        raise BadAssertion("sub is not a text")
    return subject


def read_header(token: str) -> Mapping[str, Any]:
    """Return the assertion's JOSE header, which names its key. Raises BadAssertion."""
    try:
        return extract_compact(token.encode("ascii")).headers()
    except (JoseError, ValueError, RecursionError) as error:
        raise BadAssertion(type(error).__name__) from error


def check_assertion(
    token: str, client: Client, key: ECKey | RSAKey, issuer: str, endpoints: frozenset[str], now: datetime
) -> Assertion:
    """Return the assertion when the client's key signed it and it says what it must. Raises BadAssertion.

    `endpoints` are the addresses that it may be meant for beside the issuer.
    """
    try:
        claims = jwt.decode(token, key, algorithms=list(algs_of(key))).claims
    except (JoseError, ValueError, RecursionError) as error:
        raise BadAssertion(type(error).__name__) from error
    if claims.get("iss") != client.client_id or claims.get("sub") != client.client_id:
        raise BadAssertion("iss and sub must be the client_id")
    check_audience(claims.get("aud"), client, issuer, endpoints)
    return Assertion(read_jti(claims.get("jti")), check_times(claims, now))


def check_audience(audience: Any, client: Client, issuer: str, endpoints: frozenset[str]) -> None:
    """Refuse an assertion meant, even in part, for anyone else than us."""
    if names_issuer_alone(client):
        if audience != issuer:
            raise BadAssertion("aud must be the issuer alone, as one text")
        return
    named = audience if isinstance(audience, list) else [audience]
    if not named or not all(isinstance(one, str) and one in {issuer, *endpoints} for one in named):
        raise BadAssertion("aud must be the issuer or the token endpoint")


def check_times(claims: Mapping[str, Any], now: datetime) -> datetime:
    """Return when the assertion is too old: at its exp, and no more than five minutes after its iat.

    An exp further ahead than five minutes is believed only as far as iat allows, so a stolen assertion is worth no
    more for it. iat and nbf may lie ten seconds ahead, no more.
    """
    seconds = now.timestamp()
    times = {name: claims[name] for name in ("exp", "iat", "nbf") if name in claims}
    if not all(isinstance(time, int | float) and not isinstance(time, bool) for time in times.values()):
        raise BadAssertion("exp, iat and nbf must be numbers")
    latest = seconds + CLOCK_SKEW.total_seconds()
    longest = LONGEST_STATED_LIFE if "iat" in times else LONGEST_LIFE
    if not seconds < times.get("exp", 0) <= latest + longest.total_seconds():
        raise BadAssertion("exp must lie ahead, by an hour at most, or by five minutes without iat")
    if any(not times[name] <= latest for name in ("iat", "nbf") if name in times):
        raise BadAssertion("iat and nbf must not lie ahead")
    good_until = min(times["exp"], times.get("iat", latest) + LONGEST_LIFE.total_seconds())
    if good_until <= seconds:
        raise BadAssertion("iat must not lie more than five minutes back")
    return now + timedelta(seconds=good_until - seconds)


def read_jti(jti: Any) -> str:
    """Return the assertion's name. Raises BadAssertion when it has none."""
    if not isinstance(jti, str) or not 0 < len(jti) <= MAX_JTI_CHARACTERS:
        raise BadAssertion("jti is missing")
    return jti
