"""Lets scripts of public clients call what needs no cookie, and nothing else (CORS; RFC 9700, section 2.6)."""

from typing import Final

from idp.oidc.http import Headers, Response
from idp.oidc.paths import DISCOVERY, JWKS, REVOKE, TOKEN, USERINFO

OPEN_PATHS: Final = frozenset({DISCOVERY, JWKS, REVOKE, TOKEN, USERINFO})
OPEN: Final[Headers] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "WWW-Authenticate"),
)
PREFLIGHT: Final = Response(
    204,
    (
        *OPEN,
        ("Access-Control-Allow-Methods", "GET, POST"),
        ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
        ("Access-Control-Max-Age", "3600"),
    ),
)


def open_to_scripts(path: str, response: Response) -> Response:
    """Return the response readable by scripts of any origin when its path is one of the open ones."""
    if path not in OPEN_PATHS:
        return response
    return Response(response.status, (*response.headers, *OPEN), response.body)
