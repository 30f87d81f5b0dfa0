"""Parks a request while the person signs in."""

from typing import Final
from urllib.parse import urlencode, urlsplit

from idp.oidc.checks.case import Case
from idp.oidc.clients import Client
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores
from idp.policy.question import Ask
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
        service_url=find_service_url(provider, client),
        return_origin=origin_of(request.redirect_uri or ""),
        login_hint=shorten_hint(request.login_hint),
    )


def find_service_url(provider: Provider, client: Client) -> str | None:
    """Return where a browser starts the client's service by itself; None when there is no such address.

    The client's own address tells it which provider asks (OIDC Core 1.0, section 4).
    """
    if client.initiate_login_uri is not None:
        mark = "&" if "?" in client.initiate_login_uri else "?"
        return f"{client.initiate_login_uri}{mark}{urlencode({'iss': provider.issuer})}"
    service = provider.policy.services.get(provider.service_id(client.service))
    return service.start if service else None


def origin_of(uri: str) -> str:
    """Return scheme, host and port of an absolute URI."""
    split = urlsplit(uri)
    return f"{split.scheme}://{split.netloc}"


def shorten_hint(hint: str | None) -> str | None:
    """Return the hint; None for one longer than any user name."""
    return hint if hint is not None and len(hint) <= MAX_LOGIN_HINT_CHARACTERS else None
