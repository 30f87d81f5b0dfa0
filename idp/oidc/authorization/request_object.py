"""Reads a request object: authorization parameters that the client signed (OpenID Connect Core 1.0, 6; RFC 9101).

Its parameters win over those outside it. What stands outside only is added as Core has it (section 6.1), unless the
object says by its `typ` that it is RFC 9101's, or its client's profile has it sign what it asks for: then nothing outside
counts (section 6.3).
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jws import extract_compact

from idp.oidc.clients.client import Client
from idp.oidc.clients.keys import NoKey, algs_of, find_key
from idp.oidc.clients.profiles import signs_requests
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Pairs
from idp.oidc.outbound import Outbound
from idp.signing.jwe import NotForUs, decrypt, is_encrypted
from idp.signing.keyring import Keyring

SECURED_REQUEST: Final = "oauth-authz-req+jwt"
TYPES: Final = (None, "jwt", SECURED_REQUEST)
"""Media types in lower case; any other kind of token is no request (RFC 8725, section 3.11)."""

CLOCK_SKEW: Final = timedelta(seconds=10)
LONGEST: Final = timedelta(minutes=60)
"""How far exp may lie after nbf where a profile asks for both (FAPI 2.0 Message Signing, section 5.3.1)."""

MOST_MEMBERS: Final = 64
NESTED: Final = ("request", "request_uri")
OUTSIDE: Final = ("client_id", "response_type")
"""What must be the same outside, where it is told there (Core, section 6.1)."""

OF_THE_TOKEN: Final = ("iss", "aud", "exp", "nbf", "iat", "jti")


class BadRequestObject(ValueError):
    """The object is not a request of the client's. The message is for the integrator and repeats nothing of it."""


def unfold(
    outbound: Outbound,
    client: Client,
    issuer: str,
    keyring: Keyring,
    outside: Mapping[str, str],
    now: datetime,
) -> Pairs:
    """Return the parameters that count, those of the object in `request` first, without the object.

    Raises BadRequestObject. Never call it inside a unit of work: the client's keys may have to be fetched.
    """
    header, claims = open_object(outbound, client, open_envelope(keyring, outside["request"]), now)
    check_claims_of_token(claims, client, issuer, now)
    inside = read_members(claims)
    for name in OUTSIDE:
        told = outside.get(name)
        if told is not None and name in inside and set(told.split()) != set(inside[name].split()):
            raise BadRequestObject(f"{name} differs outside and inside")
    is_secured = str(header.get("typ", "")).lower().removeprefix("application/") == SECURED_REQUEST
    if is_secured or signs_requests(client):
        kept = {"client_id": client.client_id}
    else:
        kept = {name: value for name, value in outside.items() if name not in NESTED}
    return tuple((kept | inside).items())


def check_signed(client: Client, outside: Mapping[str, str]) -> None:
    """Refuse pushed parameters that stand in no request object, from a client whose profile has it sign them.

    Raises ProtocolError.
    """
    if signs_requests(client) and "request" not in outside:
        raise ProtocolError(
            "invalid_request", "request is missing; the client's profile has it sign what it asks for"
        )


def open_envelope(keyring: Keyring, token: str) -> str:
    """Return the signed object inside one that was encrypted to us, or the object itself (Core, section 6.3.1)."""
    try:
        return decrypt(keyring, token) if is_encrypted(token) else token
    except NotForUs as error:
        raise BadRequestObject(f"cannot be decrypted: {error}") from error


def open_object(
    outbound: Outbound, client: Client, token: str, now: datetime
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return header and claims of an object that the client's key signed, by the registered algorithm if one is."""
    try:
        header = extract_compact(token.encode("ascii")).headers()
        alg, kind = header.get("alg"), header.get("typ")
        if not (kind is None or isinstance(kind, str)):
            raise BadRequestObject("typ must be a text")
        if (kind and kind.lower().removeprefix("application/")) not in TYPES:
            raise BadRequestObject("typ is not that of a request")
        if client.request_object_alg not in (None, alg):
            raise BadRequestObject("alg is not the registered one")
        if alg == "none":
            return header, open_unsigned(client, token)
        key = find_key(outbound, client, header, now)
        return header, jwt.decode(token, key, algorithms=list(algs_of(key))).claims
    except NoKey as error:
        raise BadRequestObject(str(error)) from error
    except BadRequestObject:
        raise
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise BadRequestObject("unreadable, or not signed by the client") from error


def open_unsigned(client: Client, token: str) -> Mapping[str, Any]:
    """Return the claims of an unsigned object. Only a client that an administrator allowed it may send one."""
    _, payload, signature = token.split(".")
    if not client.allows_unsigned_requests or signature:
        raise BadRequestObject("it must be signed")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    if not isinstance(claims, dict):
        raise BadRequestObject("not a JSON object")
    return claims


def check_claims_of_token(claims: Mapping[str, Any], client: Client, issuer: str, now: datetime) -> None:
    """Refuse an object by anyone else, for anyone else, too old or too early, and a client assertion."""
    audience = claims.get("aud")
    if claims.get("iss") != client.client_id:
        raise BadRequestObject("iss must be the client_id")
    if issuer not in (audience if isinstance(audience, list) else [audience]):
        raise BadRequestObject("aud must hold the issuer")
    if "sub" in claims:
        raise BadRequestObject("sub has no place in a request (RFC 9101, section 10.8)")
    if claims.get("client_id", client.client_id) != client.client_id:
        raise BadRequestObject("client_id differs outside and inside")
    seconds, skew = now.timestamp(), CLOCK_SKEW.total_seconds()
    for name in ("exp", "nbf"):
        if name in claims and (isinstance(claims[name], bool) or not isinstance(claims[name], int | float)):
            raise BadRequestObject(f"{name} must be a number")
    if not seconds < claims.get("exp", seconds + 1):
        raise BadRequestObject("it has expired")
    if not claims.get("nbf", seconds) <= seconds + skew:
        raise BadRequestObject("nbf lies ahead")
    if signs_requests(client):
        check_signed_lately(claims, now)


def check_signed_lately(claims: Mapping[str, Any], now: datetime) -> None:
    """Refuse an object that does not say for which hour at most it is good, or was made in the future.

    One that has not expired is then no more than an hour old by its nbf.
    """
    seconds = now.timestamp()
    if "exp" not in claims or "nbf" not in claims:
        raise BadRequestObject("exp and nbf are needed under the client's profile")
    if not claims["exp"] - claims["nbf"] <= LONGEST.total_seconds():
        raise BadRequestObject("exp must be at most 60 minutes after nbf")
    made_at = claims.get("iat", seconds)
    if isinstance(made_at, bool) or not isinstance(made_at, int | float):
        raise BadRequestObject("iat must be a number")
    if not made_at <= seconds + CLOCK_SKEW.total_seconds():
        raise BadRequestObject("iat lies ahead")


def read_members(claims: Mapping[str, Any]) -> dict[str, str]:
    """Return the object's parameters as a query would hold them: numbers and JSON become text."""
    if any(name in claims for name in NESTED):
        raise BadRequestObject("request and request_uri have no place in a request object")
    if len(claims) > MOST_MEMBERS:
        raise BadRequestObject("too many members")
    return {name: write_member(value) for name, value in claims.items() if name not in OF_THE_TOKEN}


def write_member(value: Any) -> str:
    """Return one member as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) or (isinstance(value, int) and not isinstance(value, bool)):
        return json.dumps(value)
    raise BadRequestObject("members must be texts, whole numbers or JSON objects")
