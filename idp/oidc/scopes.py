"""The scopes there are, and the claims each stands for."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

SCOPES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "openid": ("sub",),
        "profile": ("name", "given_name", "family_name", "preferred_username", "updated_at"),
        "email": ("email", "email_verified"),
    }
)
"""OpenID Connect Core 1.0, section 5.4; of `profile` the claims that a directory of employees holds."""


def claims_of(scopes: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the claims that the scopes stand for; an unknown scope stands for none."""
    return tuple(claim for scope in scopes for claim in SCOPES.get(scope, ()))
