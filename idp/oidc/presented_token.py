"""How introspection and revocation begin: a client proves itself and presents a token (RFC 7662 and 7009, sections 2.1)."""

from collections.abc import Mapping
from datetime import datetime

from idp.oidc.clients.authentication import Look, authenticate_client, see_nothing
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request
from idp.oidc.provider import Provider
from idp.oidc.token import read_form


def read_presented_token(provider: Provider, request: Request, now: datetime) -> tuple[Client, str]:
    """Return who calls the endpoint, and the token.

    `token_type_hint` is not looked at: it would only tell where to begin to look. Raises ProtocolError.
    """
    form = read_form(request)
    return authenticate_presenter(provider, request, form, now), form["token"]


def authenticate_presenter(
    provider: Provider, request: Request, form: Mapping[str, str], now: datetime, look: Look = see_nothing
) -> Client:
    """Return who calls the endpoint. Raises ProtocolError, also for a form without a token."""
    client = authenticate_client(provider, request, form, now, look)
    if "token" not in form:
        raise ProtocolError("invalid_request", "token is missing")
    return client
