"""Takes an authorization response to the client: success and error by the same way, both with `iss` (RFC 9207)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from idp.oidc.errors import ProtocolError
from idp.oidc.http import Response, redirect

Deliver = Callable[[str, Mapping[str, str]], Response]


def build_location(redirect_uri: str, parameters: Mapping[str, str]) -> str:
    """Return the redirect URI with the parameters added to whatever query it has."""
    if not parameters:
        return redirect_uri
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(parameters)}"


def deliver_in_query(redirect_uri: str, parameters: Mapping[str, str]) -> Response:
    """Redirect with the parameters in the query."""
    return redirect(build_location(redirect_uri, parameters))


RESPONSE_MODES: Final[Mapping[str, Deliver]] = MappingProxyType({"query": deliver_in_query})
"""How a response can travel, by `response_mode`."""


def build_success(code: str, state: str | None, issuer: str) -> dict[str, str]:
    """Return the parameters of a successful response (RFC 6749, section 4.1.2)."""
    return {"code": code, **({"state": state} if state is not None else {}), "iss": issuer}


def build_error(error: ProtocolError, state: str | None, issuer: str) -> dict[str, str]:
    """Return the parameters of an error response (RFC 6749, section 4.1.2.1)."""
    stated = {"state": state} if state is not None else {}
    return {"error": error.code, "error_description": error.description, **stated, "iss": issuer}


def deliver(mode: str | None, redirect_uri: str, parameters: Mapping[str, str]) -> Response:
    """Send the response by the mode asked for; by query when none, or none we know, was."""
    return RESPONSE_MODES.get(mode or "query", deliver_in_query)(redirect_uri, parameters)
