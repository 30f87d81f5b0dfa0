"""How an answer travels, by `response_mode`: in which part of an address or in a form, in clear or inside a signed JWT.

OAuth 2.0 Multiple Response Type Encoding Practices 1.0, sections 2.1 and 5; OAuth 2.0 Form Post Response Mode 1.0;
JWT Secured Authorization Response Mode for OAuth 2.0 (JARM), section 2.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from idp.oidc.authorization.request import AuthorizationRequest
from idp.oidc.authorization.response_type import is_front_channel
from idp.oidc.clients.client import Client

QUERY: Final = "query"
FRAGMENT: Final = "fragment"
FORM_POST: Final = "form_post"


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer travels: what carries it, empty for the response type's own, and whether it is inside a signed JWT."""

    carrier: str = ""
    is_signed: bool = False


WAYS: Final[Mapping[str, Way]] = MappingProxyType(
    {
        QUERY: Way(QUERY),
        FRAGMENT: Way(FRAGMENT),
        FORM_POST: Way(FORM_POST),
        "jwt": Way(is_signed=True),
        "query.jwt": Way(QUERY, is_signed=True),
        "fragment.jwt": Way(FRAGMENT, is_signed=True),
        "form_post.jwt": Way(FORM_POST, is_signed=True),
    }
)
"""What each `response_mode` means."""

UNSAID: Final = Way()


def choose_way(request: AuthorizationRequest, client: Client | None) -> Way:
    """Return how the answer travels: as asked, if that way is safe for what was asked for.

    A mode that nobody knows counts as absent.
    """
    way = read_way(request)
    if way.carrier and not would_leak(request, client):
        return way
    own = FRAGMENT if is_front_channel(request.response_type) else QUERY
    return WAYS[f"{own}.jwt" if way.is_signed else own]


def read_way(request: AuthorizationRequest) -> Way:
    """Return the way that was asked for; one without a carrier and in clear where none was."""
    return WAYS.get(request.response_mode or "", UNSAID)


def would_leak(request: AuthorizationRequest, client: Client | None) -> bool:
    """Say whether tokens would travel readable in a query (Multiple Response Types, section 5; JARM, section 2.3.1)."""
    way = read_way(request)
    if way.carrier != QUERY or not is_front_channel(request.response_type):
        return False
    return not way.is_signed or client is None or client.response_encryption is None
