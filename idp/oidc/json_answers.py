"""JSON answers, for success and for errors."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from idp.methods.strikes import WINDOW
from idp.oidc.errors import ProtocolError
from idp.oidc.http import NO_STORE, Headers, Response

JSON: Final[Headers] = (("Content-Type", "application/json"),)


def build_json(status: int, members: Mapping[str, Any], headers: Headers = NO_STORE) -> Response:
    """Return the members as a JSON response; it is not to be stored unless `headers` say otherwise."""
    return Response(status, (*JSON, *headers), encode(members))


def build_json_error(error: ProtocolError, headers: Headers = ()) -> Response:
    """Return a token endpoint error (RFC 6749, section 5.2); 401 names the scheme that would do, 429 the time to wait."""
    challenge: Headers = (("WWW-Authenticate", 'Basic realm="token"'),) if error.status == 401 else ()
    if error.status == 429:
        challenge = (("Retry-After", str(int(WINDOW.total_seconds()))),)
    members = {"error": error.code, "error_description": error.description}
    return build_json(error.status, members, (*NO_STORE, *challenge, *headers))


def encode(members: Mapping[str, Any]) -> bytes:
    """Return compact JSON in UTF-8."""
    return msgspec.json.encode(members)
