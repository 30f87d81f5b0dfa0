"""Reads a bearer token from a request, and words its refusal (RFC 6750)."""

from idp.oidc.errors import ProtocolError
from idp.oidc.http import NO_STORE, Headers, Request, Response
from idp.oidc.json_answers import build_json

SCHEME = "bearer "
MAX_CHARACTERS = 4096


class NoToken(Exception):
    """The request carries no token at all: the answer names no error (section 3.1)."""


def read_bearer(request: Request) -> str:
    """Return the token of the header or of a POSTed form. Raises NoToken, and ProtocolError when there are two.

    A token in the address is not looked at (section 2.3).
    """
    header = request.headers.get("authorization", "")
    found = [header[len(SCHEME) :].strip()] if header[: len(SCHEME)].lower() == SCHEME else []
    if request.method == "POST":
        found += [value for name, value in request.form or () if name == "access_token" and value]
    if len(found) > 1:
        raise ProtocolError("invalid_request", "send the access token once")
    if not found or not found[0]:
        raise NoToken
    if len(found[0]) > MAX_CHARACTERS or not found[0].isascii():
        raise ProtocolError(
            "invalid_token", "the access token is unknown, expired, revoked or no longer allowed", status=401
        )
    return found[0]


def build_challenge(error: ProtocolError | None) -> Response:
    """Return the refusal with its WWW-Authenticate header (section 3)."""
    if error is None:
        return Response(401, (("WWW-Authenticate", "Bearer"), *NO_STORE))
    challenge = f'Bearer error="{error.code}", error_description="{error.description}"'
    headers: Headers = (("WWW-Authenticate", challenge), *NO_STORE)
    return build_json(error.status, {"error": error.code, "error_description": error.description}, headers)
