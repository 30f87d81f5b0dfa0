"""The pages a person sees when a request ends here."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Page
from idp.oidc.provider import Provider
from idp.oidc.refusals import error_of
from idp.oidc.responses import build_error, build_way_back
from idp.policy.decision import Decision
from idp.policy.explain import explain
from idp.signin.interaction import Interaction
from idp.signin.visit import Visit


def build_error_page(error: ProtocolError) -> Page:
    """Return the page for a request that may not be answered at the client: with what to pass on to its owner."""
    return Page("error", error.status, {"code": error.code, "description": error.description})


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
        "way_back": build_way_back(asked, build_error(error, asked.state, case.issuer)),
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
