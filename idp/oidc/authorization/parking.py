"""Parks a request while the person signs in."""

from typing import Final

from idp.oidc.authorization.asking import find_provider_level
from idp.oidc.checks.case import Case
from idp.oidc.clients.links import list_links
from idp.oidc.launch import build_launch
from idp.oidc.provider import Provider
from idp.oidc.registration.redirect_uris import origin_of
from idp.oidc.stores import OidcStores
from idp.policy.decide import decide_alone
from idp.policy.question import Ask, Question
from idp.signin.interaction import Interaction, Purpose, open_interaction
from idp.signin.visit import Visit

MAX_LOGIN_HINT_CHARACTERS: Final = 128


def park(provider: Provider, stores: OidcStores, case: Case, visit: Visit, ask: Ask) -> Interaction:
    """Store the request as sent, tied to this browser, and return the interaction."""
    request, client = case.request, case.get_client()
    service = provider.service_id(client.service)
    return open_interaction(
        stores,
        new_id=provider.chance.identifier,
        now=visit.now,
        browser_hash=visit.browser_hash,
        purpose=Purpose.AUTHORIZE,
        request=request.parameters,
        service=service,
        ask=ask,
        client_name=client.name,
        links=list_links(client),
        service_url=build_launch(
            provider.policy.services.get(service), provider.issuer, client.initiate_login_uri
        ),
        return_origin=origin_of(request.redirect_uri or ""),
        level=preselect(provider, case, visit, service, ask),
        login_hint=shorten_hint(request.login_hint),
    )


def preselect(provider: Provider, case: Case, visit: Visit, service: str, ask: Ask) -> str | None:
    """Return the level of the requested authnProvider if it leads in here and now: the chooser is then skipped."""
    level = find_provider_level(case)
    ways_in = decide_alone(provider.policy, Question(None, (), visit.zone, visit.now, service, ask)).options
    return level if level in ways_in else None


def shorten_hint(hint: str | None) -> str | None:
    """Return the hint; None for one longer than any user name."""
    return hint if hint is not None and len(hint) <= MAX_LOGIN_HINT_CHARACTERS else None
