"""Asks people before an application is told about them, where its rule says so (OpenID Connect Core 1.0, section 3.1.2.4).

A municipality's own services have the rule `never`: what they learn has another legal basis than consent, and a question
that cannot be answered with no would be none (decision 20).
"""

from datetime import datetime

from idp.audit.events import Event, Tag
from idp.oidc.authorization.consent import Consent, Release
from idp.oidc.checks.case import Case
from idp.oidc.claims.claim import About
from idp.oidc.claims.registered import narrow_claims
from idp.oidc.claims.table import CLAIMS
from idp.oidc.granting import list_requested, list_scopes
from idp.oidc.stores import OidcStores
from idp.people.person import Person
from idp.signin.visit import Visit


def build_release(case: Case) -> Release:
    """Return what the request would have told, as far as its client is registered for it now."""
    client = case.get_client()
    claims = narrow_claims(list_requested(case.request), client)
    return Release(
        frozenset(list_scopes(case.request, client)), frozenset((*claims.userinfo, *claims.id_token))
    )


def must_ask(stores: OidcStores, case: Case, person_id: str, release: Release) -> bool:
    """Say whether the person must be asked: by the client's rule, by the request, or as it asks for more than before."""
    client = case.get_client()
    if client.consent == "never":
        return False
    if client.consent == "always" or "consent" in case.request.prompts:
        return True
    known = stores.consents.find(person_id, client.client_id)
    return known is None or not known.release.covers(release)


def remember(stores: OidcStores, case: Case, visit: Visit, person_id: str, release: Release) -> None:
    """Store that the person agreed, beside what they had agreed to before, and record it."""
    client = case.get_client()
    stores.consents.add(Consent(person_id, client.client_id, release, visit.now))
    told = " ".join(sorted(release.scopes | release.claims))
    stores.audit.record(
        Event(
            Tag.CONSENT_GIVEN,
            visit.now,
            person_id=person_id,
            client_id=client.client_id,
            sid=visit.session.sid if visit.session else None,
            zone=visit.zone,
            address=visit.placement.address,
            details={"told": told},
        )
    )


def withdraw(stores: OidcStores, person_id: str, client_id: str, now: datetime) -> bool:
    """Forget the consent and end what was granted to the client; return False when there was neither."""
    is_remembered = stores.consents.remove(person_id, client_id)
    if not stores.grants.revoke_consent(person_id, client_id, now) and not is_remembered:
        return False
    stores.audit.record(Event(Tag.CONSENT_WITHDRAWN, now, person_id=person_id, client_id=client_id))
    return True


def list_abouts(release: Release, person: Person) -> tuple[About, ...]:
    """Return what would be told of the person, in the words of the privacy page."""
    told = (
        claim.about
        for claim in CLAIMS.values()
        if claim.about is About.SIGN_IN or claim.name in release.claims or release.scopes & set(claim.scopes)
    )
    return tuple(about for about in dict.fromkeys(told) if person.details or about is not About.DETAILS)
