"""What weakens an application or widens what it may have: for those with CLIENTS_ENTRUST alone.

Taking such a thing away is for everybody who may change the application; giving it is not.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from idp.admin.actor import Actor, Forbidden
from idp.admin.clients.sight import is_owner
from idp.admin.permissions import Permission
from idp.oidc.claims import names
from idp.oidc.clients.client import CONSENT_RULES, Client
from idp.oidc.clients.profiles import AS_STRICT

GUARDED_SCOPES: Final = frozenset({names.PERSON_NUMBER})
GUARDED_CLAIMS: Final = frozenset(
    {
        names.PERSONAL_NUMBER,
        names.COORDINATION_NUMBER,
        names.COORDINATION_LEVEL,
        names.PREVIOUS_COORDINATION_NUMBER,
    }
)
"""What tells an identity number: never for an owner to give to their own application."""

Widens = Callable[[Any, Any], bool]


def is_other(old: Any, new: Any) -> bool:
    """Say whether it is another value."""
    return bool(old != new)


def is_more(old: Any, new: Any) -> bool:
    """Say whether something was added to a list."""
    return not set(new) <= set(old)


def adds_guarded(guarded: frozenset[str]) -> Widens:
    """Return what says whether something guarded was added to a list."""
    return lambda old, new: bool((set(new) - set(old)) & guarded)


def is_given(old: Any, new: Any) -> bool:
    """Say whether something is there that was not, or another one."""
    return bool(new) and old != new


WIDENING: Final[Mapping[str, Widens]] = {
    "service": is_other,
    "owners": is_other,
    "response_types": is_more,
    "scopes": adds_guarded(GUARDED_SCOPES),
    "claims": adds_guarded(GUARDED_CLAIMS),
    "sees_protected": is_given,
    "allows_unsigned_requests": is_given,
    "may_introspect": is_given,
    "claims_in_id_token": is_given,
    "requires_pkce": lambda old, new: old and not new,
    "grant_types": adds_guarded(frozenset({"client_credentials"})),
    "api_scopes": is_more,
    "audience": is_given,
    "profile": lambda old, new: new not in AS_STRICT[old],
    "sector_identifier_uri": is_given,
    "subject_type": lambda old, new: (old, new) == ("pairwise", "public"),
    "consent": lambda old, new: CONSENT_RULES.index(new) < CONSENT_RULES.index(old),
}
"""The guarded fields, and what of each is a widening."""

ENTRUSTED: Final = frozenset(WIDENING) - {"scopes", "claims"}
"""The fields that a form shows to nobody else at all."""


CREDENTIALS: Final = ("auth_method", "jwks", "jwks_uri")
"""The fields that say how an application proves itself."""


def list_widened(known: Client, wanted: Client) -> Iterator[str]:
    """Yield the guarded fields by which the application would have more, or be weaker, than now."""
    for name, widens in WIDENING.items():
        if widens(getattr(known, name), getattr(wanted, name)):
            yield name


def check_entrusted(actor: Actor, known: Client, wanted: Client) -> None:
    """Refuse a widening by an actor that may give none, and a permission of our own API that the actor lacks.

    Else whoever registers programs could give one what they have not, and act through it. Raises Forbidden.
    """
    if not actor.may(Permission.CLIENTS_ENTRUST) and any(list_widened(known, wanted)):
        raise Forbidden(Permission.CLIENTS_ENTRUST)
    for permission in Permission:
        if permission.value in wanted.api_scopes and permission.value not in known.api_scopes:
            actor.check(permission)


def check_taking(actor: Actor, known: Client) -> None:
    """Refuse to let the actor have a secret or key of a program that may do more than they. Raises Forbidden."""
    for permission in list_lacked(actor, known):
        raise Forbidden(permission)


def list_lacked(actor: Actor, known: Client) -> Iterator[Permission]:
    """Yield what the application may do by our own API and the actor may not: with its secret they could.

    Nothing for an owner, who was named by somebody who may entrust it to them.
    """
    for permission in Permission:
        if permission.value in known.api_scopes and not actor.may(permission) and not is_owner(actor, known):
            yield permission


def changes_credentials(known: Client, wanted: Client) -> bool:
    """Say whether the application would prove itself in another way, or by other keys."""
    return any(getattr(known, name) != getattr(wanted, name) for name in CREDENTIALS)
