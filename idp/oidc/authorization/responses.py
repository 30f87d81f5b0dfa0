"""Takes an authorization response to the client: success and error by the same way, both with `iss` (RFC 9207)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from idp.oidc.authorization.request import AuthorizationRequest
from idp.oidc.authorization.response_type import is_front_channel
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer, Page, redirect
from idp.oidc.registration.redirect_uris import origin_of

Deliver = Callable[[str, Mapping[str, str]], Answer]

QUERY: Final = "query"
FRAGMENT: Final = "fragment"
FORM_POST: Final = "form_post"


def build_location(redirect_uri: str, parameters: Mapping[str, str]) -> str:
    """Return the redirect URI with the parameters added to whatever query it has."""
    if not parameters:
        return redirect_uri
    return f"{redirect_uri}{'&' if '?' in redirect_uri else '?'}{urlencode(parameters)}"


def deliver_in_query(redirect_uri: str, parameters: Mapping[str, str]) -> Answer:
    """Redirect with the parameters in the query."""
    return redirect(build_location(redirect_uri, parameters))


def deliver_in_fragment(redirect_uri: str, parameters: Mapping[str, str]) -> Answer:
    """Redirect with the parameters behind the #, where no server on the way sees them."""
    return redirect(f"{redirect_uri}#{urlencode(parameters)}")


def deliver_in_form(redirect_uri: str, parameters: Mapping[str, str]) -> Answer:
    """Return a page whose form carries the parameters (OAuth 2.0 Form Post Response Mode 1.0, section 2)."""
    values = {"target": redirect_uri, "parameters": dict(parameters)}
    return Page("form_post", values=values, form_target=origin_of(redirect_uri))


RESPONSE_MODES: Final[Mapping[str, Deliver]] = MappingProxyType(
    {QUERY: deliver_in_query, FRAGMENT: deliver_in_fragment, FORM_POST: deliver_in_form}
)
"""How a response can travel, by `response_mode`."""


def build_success(code: str | None, state: str | None, issuer: str, **tokens: str) -> dict[str, str]:
    """Return the parameters of a successful response (RFC 6749, sections 4.1.2 and 4.2.2)."""
    coded = {"code": code} if code is not None else {}
    return {**coded, **tokens, **({"state": state} if state is not None else {}), "iss": issuer}


def build_error(error: ProtocolError, state: str | None, issuer: str) -> dict[str, str]:
    """Return the parameters of an error response (RFC 6749, section 4.1.2.1)."""
    stated = {"state": state} if state is not None else {}
    return {"error": error.code, "error_description": error.description, **stated, "iss": issuer}


def choose_mode(request: AuthorizationRequest) -> str:
    """Return how the answer travels: as asked, if that way is safe for what was asked for.

    Tokens never travel in a query (Multiple Response Types, section 5); a mode that nobody knows counts as absent.
    """
    is_front = is_front_channel(request.response_type)
    if request.response_mode in RESPONSE_MODES and not (is_front and request.response_mode == QUERY):
        return request.response_mode or QUERY
    return FRAGMENT if is_front else QUERY


def deliver(request: AuthorizationRequest, parameters: Mapping[str, str]) -> Answer:
    """Send the response to the request's redirect URI. Raises ValueError for a request that has none."""
    if request.redirect_uri is None:
        raise ValueError("unchecked request")
    return RESPONSE_MODES[choose_mode(request)](request.redirect_uri, parameters)


def build_way_back(request: AuthorizationRequest, parameters: Mapping[str, str]) -> str:
    """Return the address of a link that takes an error to the client: behind the # for one that listens there."""
    uri = request.redirect_uri or ""
    if choose_mode(request) == FRAGMENT:
        return f"{uri}#{urlencode(parameters)}"
    return build_location(uri, parameters)
