"""The registration by topics, as people edit it: which fields stand on which page, and how each is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from idp.oidc.claims.table import CLAIMS, SCOPES
from idp.oidc.clients.client import (
    ACCESS_TOKEN_FORMATS,
    AUTH_METHODS,
    CONSENT_RULES,
    PROFILES,
    RESPONSE_TYPES,
    SUBJECT_TYPES,
)
from idp.signing.key import ALGS


class Shape(StrEnum):
    """How a field is written on a page."""

    TEXT = "text"
    LINES = "lines"
    """Several, a line each."""
    ONE = "one"
    """One of several."""
    MANY = "many"
    """Any of several."""
    FLAG = "flag"
    TEXTS = "texts"
    """A text for each language."""
    KEYS = "keys"
    """A JSON Web Key Set."""
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a page: its name, its shape, and what can be chosen."""

    name: str
    shape: Shape
    options: tuple[str, ...] = ()


TOPICS: Final[Mapping[str, tuple[Entry, ...]]] = MappingProxyType(
    {
        "about": (
            Entry("name", Shape.TEXT),
            Entry("contact", Shape.TEXT),
            Entry("client_uri", Shape.TEXT),
            Entry("logo_uri", Shape.TEXT),
            Entry("policy_uri", Shape.TEXT),
            Entry("tos_uri", Shape.TEXT),
        ),
        "addresses": (
            Entry("redirect_uris", Shape.LINES),
            Entry("initiate_login_uri", Shape.TEXT),
            Entry("post_logout_redirect_uris", Shape.LINES),
            Entry("backchannel_logout_uri", Shape.TEXT),
            Entry("frontchannel_logout_uri", Shape.TEXT),
        ),
        "data": (
            Entry("purpose", Shape.TEXTS),
            Entry("legal_basis", Shape.TEXTS),
            Entry("data_owner", Shape.TEXT),
            Entry("scopes", Shape.MANY, SCOPES),
            Entry("claims", Shape.MANY, tuple(name for name in CLAIMS if name != "sub")),
            Entry("sees_protected", Shape.TEXT),
            Entry("consent", Shape.ONE, CONSENT_RULES),
        ),
        "proof": (
            Entry("auth_method", Shape.ONE, AUTH_METHODS),
            Entry("jwks_uri", Shape.TEXT),
            Entry("jwks", Shape.KEYS),
        ),
        "tokens": (
            Entry("grant_types", Shape.MANY, ("refresh_token", "client_credentials")),
            Entry("id_token_alg", Shape.ONE, ALGS),
            Entry("claims_in_id_token", Shape.FLAG),
            Entry("response_alg", Shape.ONE, ALGS),
            Entry("subject_type", Shape.ONE, SUBJECT_TYPES),
            Entry("access_token_format", Shape.ONE, ACCESS_TOKEN_FORMATS),
            Entry("audience", Shape.TEXT),
            Entry("api_scopes", Shape.LINES),
            Entry("is_native", Shape.FLAG),
            Entry("requires_pkce", Shape.FLAG),
            Entry("may_introspect", Shape.FLAG),
            Entry("profile", Shape.ONE, PROFILES),
            Entry("response_types", Shape.MANY, RESPONSE_TYPES),
        ),
        "service": (Entry("service", Shape.SERVICE),),
    }
)
"""The pages, in the order they are read. What is on none is for the command line and the REST API."""
