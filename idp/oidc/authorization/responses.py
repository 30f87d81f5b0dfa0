"""Takes an authorization response to the client: success and error by the same way, both with `iss` (RFC 9207).

Inside a signed JWT that is one of its claims, and the JWT the one parameter.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import urlencode

from idp.oidc.authorization.response_jwt import enclose
from idp.oidc.authorization.response_mode import FORM_POST, FRAGMENT, QUERY, choose_way
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer, Page, redirect
from idp.oidc.registration.redirect_uris import origin_of

Deliver = Callable[[str, Mapping[str, str]], Answer]


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


CARRIERS: Final[Mapping[str, Deliver]] = MappingProxyType(
    {QUERY: deliver_in_query, FRAGMENT: deliver_in_fragment, FORM_POST: deliver_in_form}
)
"""What carries a response, by its name in `response_mode`."""


def build_success(code: str | None, state: str | None, issuer: str, **tokens: str) -> dict[str, str]:
    """Return the parameters of a successful response (RFC 6749, sections 4.1.2 and 4.2.2)."""
    coded = {"code": code} if code is not None else {}
    return {**coded, **tokens, **({"state": state} if state is not None else {}), "iss": issuer}


def build_error(error: ProtocolError, state: str | None, issuer: str) -> dict[str, str]:
    """Return the parameters of an error response (RFC 6749, section 4.1.2.1)."""
    stated = {"state": state} if state is not None else {}
    return {"error": error.code, "error_description": error.description, **stated, "iss": issuer}


def deliver(case: Case, parameters: Mapping[str, str], now: datetime) -> Answer:
    """Send the response to the request's redirect URI. Raises ValueError for a request that has none."""
    uri, way = case.request.redirect_uri, choose_way(case.request, case.client)
    if uri is None:
        raise ValueError("unchecked request")
    return CARRIERS[way.carrier](uri, enclose(case, parameters, now) if way.is_signed else parameters)


def build_way_back(case: Case, parameters: Mapping[str, str], now: datetime) -> str:
    """Return the address of a link that takes an error to the client: behind the # for one that listens there."""
    uri, way = case.request.redirect_uri or "", choose_way(case.request, case.client)
    carried = enclose(case, parameters, now) if way.is_signed else parameters
    if way.carrier == FRAGMENT:
        return f"{uri}#{urlencode(carried)}"
    return build_location(uri, carried)
