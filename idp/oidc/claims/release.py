"""Tells an application about a person: what was asked for and granted, what it is registered for now, and no more."""

from collections.abc import Collection, Iterable
from typing import Any

from idp.oidc.authn_provider import authn_provider_uri
from idp.oidc.claims.claim import Facts, Place
from idp.oidc.claims.registered import list_brought, list_names
from idp.oidc.claims.table import CLAIMS, PROFILE
from idp.oidc.clients.client import Client
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing
from idp.oidc.subject import subject_of
from idp.people.person import Person
from idp.people.protection import disguise


def build_userinfo(provider: Provider, standing: Standing) -> dict[str, Any]:
    """Return the answer of the userinfo endpoint: sub, what the scopes bring, and what was asked for by name.

    A claim asked for in the ID token is told here too when its scope was granted. How the person signed in is not:
    it is about an event, and stands in the ID token (section 2.3 of the Swedish claims).
    """
    grant, client = standing.grant, standing.client
    brought = list_brought(client, grant.scopes, not_for=Place.ID_TOKEN)
    asked = (name for name in grant.claims.userinfo if CLAIMS[name].place is not Place.ID_TOKEN)
    facts = build_facts(provider, standing)
    told = read_claims(client, facts, ("sub", *brought, *asked))
    return told | read_kept_birthdate(facts, set(grant.scopes) & set(client.scopes))


def read_kept_birthdate(facts: Facts, scopes: Collection[str]) -> dict[str, str]:
    """Return the date of birth that the scope profile brings: one that the directory keeps as such.

    One that is only known from the personal number is not for everybody who asks for a name.
    """
    kept = facts.person.details.get("birthdate")
    return {"birthdate": kept} if kept and PROFILE in scopes else {}


def build_token_claims(provider: Provider, standing: Standing, scopes: Collection[str]) -> dict[str, Any]:
    """Return what an ID token says about the person: what these scopes put there, and what was asked for by name."""
    client = standing.client
    brought = list_brought(client, scopes, not_for=Place.USERINFO)
    names = (*brought, *standing.grant.claims.id_token)
    return read_claims(client, build_facts(provider, standing), names)


def read_claims(client: Client, facts: Facts, names: Iterable[str]) -> dict[str, Any]:
    """Return the named claims that have a value and that the client is registered for now.

    Empty ones are left out (OIDC Core, section 5.3.2). A registration that shrank since the grant counts at once.
    """
    allowed = list_names(client)
    values = {name: CLAIMS[name].read(facts) for name in names if name in allowed}
    return {name: value for name, value in values.items() if value not in (None, "")}


def build_facts(provider: Provider, standing: Standing) -> Facts:
    """Return what the claims of a grant are read from."""
    return Facts(
        person=see(standing.client, standing.person),
        organisation=provider.organisation,
        subject=subject_of(provider, standing.client, standing.person.person_id),
        authn_provider=authn_provider_uri(provider.issuer, standing.acr.level),
        credential_ends_at=standing.person.password_expires_at if "pwd" in standing.amr else None,
    )


def see(client: Client, person: Person) -> Person:
    """Return the person as the client may know them: as they are to one registered to see protected people."""
    return person if client.sees_protected else disguise(person)
