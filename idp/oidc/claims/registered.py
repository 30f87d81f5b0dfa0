"""What an application may be told at most: the claims of its registered scopes, those registered by name, and how
people signed in."""

from collections.abc import Iterable
from functools import lru_cache

from idp.oidc.claims.claim import About, Claim
from idp.oidc.claims.table import TABLE
from idp.oidc.clients import Client
from idp.oidc.grant import RequestedClaims


def list_registered(client: Client) -> tuple[Claim, ...]:
    """Return the claims, in the table's order. How somebody signed in is no secret from those they sign in to."""
    return choose_claims(client.claims, client.scopes)


@lru_cache(maxsize=1024)
def choose_claims(names: tuple[str, ...], scopes: tuple[str, ...]) -> tuple[Claim, ...]:
    """Return the claims of a registration; the same few registrations are asked about all day."""
    return tuple(
        claim
        for claim in TABLE
        if claim.about is About.SIGN_IN
        or claim.name in names
        or any(scope in scopes for scope in claim.scopes)
    )


def list_names(client: Client) -> frozenset[str]:
    """Return the names of the claims that the client may be told."""
    return frozenset(claim.name for claim in list_registered(client))


def narrow_claims(requested: RequestedClaims, client: Client) -> RequestedClaims:
    """Return the requested claims that the client is registered for; the rest are ignored."""
    allowed = list_names(client)
    return RequestedClaims(narrow(requested.userinfo, allowed), narrow(requested.id_token, allowed))


def narrow(names: Iterable[str], allowed: frozenset[str]) -> tuple[str, ...]:
    """Return the names that are allowed, in their order."""
    return tuple(name for name in names if name in allowed)
