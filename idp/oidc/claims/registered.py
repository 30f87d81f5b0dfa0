"""What an application may be told at most: the claims of its registered scopes, those registered by name, and how
people signed in."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from idp.oidc.claims.claim import About, Claim, Place
from idp.oidc.claims.table import TABLE
from idp.oidc.clients.client import Client
from idp.oidc.grant import RequestedClaims

MOST_KEPT: Final = 1024
"""How many answers about registrations are remembered: the same few are asked about all day."""


def list_registered(client: Client) -> tuple[Claim, ...]:
    """Return the claims, in the table's order. How somebody signed in is no secret from those they sign in to."""
    return choose_claims(client.claims, client.scopes)


@lru_cache(maxsize=MOST_KEPT)
def choose_claims(names: tuple[str, ...], scopes: tuple[str, ...]) -> tuple[Claim, ...]:
    """Return the claims of a registration."""
    return tuple(
        claim
        for claim in TABLE
        if claim.about is About.SIGN_IN
        or claim.name in names
        or any(scope in scopes for scope in claim.scopes)
    )


def list_names(client: Client) -> frozenset[str]:
    """Return the names of the claims that the client may be told."""
    return choose_names(client.claims, client.scopes)


@lru_cache(maxsize=MOST_KEPT)
def choose_names(names: tuple[str, ...], scopes: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a registration's claims."""
    return frozenset(claim.name for claim in choose_claims(names, scopes))


def list_brought(client: Client, scopes: Collection[str], *, not_for: Place) -> tuple[str, ...]:
    """Return the names of the client's claims that the scopes bring, but those of one place."""
    return choose_brought(client.claims, client.scopes, tuple(scopes), not_for)


@lru_cache(maxsize=MOST_KEPT)
def choose_brought(
    names: tuple[str, ...], registered: tuple[str, ...], scopes: tuple[str, ...], not_for: Place
) -> tuple[str, ...]:
    """Return the names of a registration's claims that the scopes bring, but those of one place."""
    return tuple(
        claim.name
        for claim in choose_claims(names, registered)
        if claim.place is not not_for and any(scope in scopes for scope in claim.scopes)
    )


def narrow_claims(requested: RequestedClaims, client: Client) -> RequestedClaims:
    """Return the requested claims that the client is registered for; the rest are ignored."""
    allowed = list_names(client)
    return RequestedClaims(narrow(requested.userinfo, allowed), narrow(requested.id_token, allowed))


def narrow(names: Iterable[str], allowed: frozenset[str]) -> tuple[str, ...]:
    """Return the names that are allowed, in their order."""
    return tuple(name for name in names if name in allowed)
