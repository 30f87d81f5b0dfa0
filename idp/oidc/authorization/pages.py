"""The pages a person sees when a request ends here."""

from idp.i18n import DEFAULT_LANGUAGE
from idp.oidc.authorization.consent import Release
from idp.oidc.authorization.consenting import list_abouts
from idp.oidc.authorization.refusals import error_of
from idp.oidc.authorization.responses import build_error, build_way_back
from idp.oidc.checks.case import Case
from idp.oidc.claims.table import OFFLINE
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Page
from idp.oidc.provider import Provider
from idp.oidc.registration.redirect_uris import origin_of
from idp.people.person import Person
from idp.policy.decision import Decision
from idp.policy.explain import explain
from idp.signin.interaction import Interaction
from idp.signin.visit import Visit


def build_error_page(error: ProtocolError) -> Page:
    """Return the page for a request that may not be answered at the client: with what to pass on to its owner."""
    return Page("error", error.status, {"code": error.code, "description": error.description})


def build_consent_page(
    provider: Provider, case: Case, pending: Interaction, release: Release, person: Person, language: str
) -> Page:
    """Return the page that asks whether the application may be told; its form names exactly what is shown."""
    client, t = case.get_client(), provider.catalogues[language].text
    values = {
        "interaction_id": pending.interaction_id,
        "client": client.name,
        "links": pending.links,
        "learns": [t(f"mine.privacy.about.{about}") for about in list_abouts(release, person)],
        "purpose": client.purpose.get(language) or client.purpose.get(DEFAULT_LANGUAGE, ""),
        "is_offline": OFFLINE in release.scopes,
        "asked": release.digest,
    }
    return Page("consent", values=values, form_target=origin_of(case.request.redirect_uri or ""))


def build_decision_page(provider: Provider, case: Case, decision: Decision, visit: Visit) -> Page:
    """Return the page that says why the service is not reached, with a link that takes the error back to it.

    The person reads it first and then goes on (Swedish OpenID Connect Profile 1.0).
    """
    client, asked, error = case.get_client(), case.request, error_of(decision)
    service = provider.policy.services.get(provider.service_id(client.service))
    name = service.name.pick(visit.language) if service else client.name
    t = provider.catalogues[visit.language].text
    values = {
        "outcome": decision.outcome.value,
        "service": name,
        "client": name if service and client.name == service.name.sv else client.name,
        "sentences": explain(decision, name, t, visit.language, visit.now),
        "way_back": build_way_back(case, build_error(error, asked.state, case.issuer), visit.now),
    }
    return Page("decision", 403, values)


def build_finished_page(pending: Interaction | None) -> Page:
    """Return the page for a request that is unknown, another browser's, or already answered; it shows the way on."""
    is_known = pending is not None
    way_on = pending.service_url if pending is not None else None
    name = pending.client_name if pending is not None else None
    return Page(
        "finished", 410 if is_known else 404, {"is_known": is_known, "client": name, "way_on": way_on}
    )
