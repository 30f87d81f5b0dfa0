"""What is told about a person: only what the grant's scopes and single requests name."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from idp.oidc.grant import Grant
from idp.oidc.scopes import claims_of
from idp.people.person import Person

READERS: Final[Mapping[str, Callable[[Person], Any]]] = MappingProxyType(
    {
        "sub": lambda person: person.person_id,
        "name": lambda person: person.name,
        "given_name": lambda person: person.given_name,
        "family_name": lambda person: person.family_name,
        "preferred_username": lambda person: person.username,
        "updated_at": lambda person: int(person.updated_at.timestamp()),
        "email": lambda person: person.email,
        "email_verified": lambda person: True if person.email else None,
    }
)
"""Where each claim comes from. A directory's address is the employer's own, and so verified."""


def build_claims(person: Person, names: Iterable[str]) -> dict[str, Any]:
    """Return the named claims that have a value; empty ones are left out (OIDC Core, section 5.3.2)."""
    values = {name: READERS[name](person) for name in names if name in READERS}
    return {name: value for name, value in values.items() if value not in (None, "")}


def build_userinfo(grant: Grant, person: Person) -> dict[str, Any]:
    """Return the answer of the userinfo endpoint: sub, what the scopes stand for, and what was asked for by name.

    A claim asked for in the ID token is told here too when its scope was granted.
    """
    return build_claims(person, ("sub", *claims_of(grant.scopes), *grant.claims.userinfo))
