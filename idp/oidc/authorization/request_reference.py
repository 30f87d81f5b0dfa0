"""Fetches a request object that a client sent by reference (OpenID Connect Core 1.0, section 6.2; RFC 9101, section 5.2)."""

from datetime import datetime
from typing import Final

from idp.delivery.fetch import FetchFailed
from idp.oidc.clients.client import Client
from idp.oidc.outbound import Outbound

ACCEPT: Final = "application/oauth-authz-req+jwt, application/jwt"


class BadReference(ValueError):
    """The reference leads to no request object. The message is for the integrator."""


def fetch_object(outbound: Outbound, client: Client, uri: str, now: datetime) -> str:
    """Return what stands at a registered address, letter by letter the same with its fragment or without any.

    Another fragment is another document. Raises BadReference. Never call it inside a unit of work.
    """
    if not {uri, uri.partition("#")[0]} & set(client.request_uris):
        raise BadReference("it is not registered in request_uris")
    try:
        return outbound.get(uri, now, accept=ACCEPT).decode("ascii").strip()
    except FetchFailed as failure:
        raise BadReference(f"it could not be fetched: {failure.reason}") from failure
    except UnicodeDecodeError as error:
        raise BadReference("what stands there is no JWT") from error
