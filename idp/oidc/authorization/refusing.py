"""Refuses an authorization request: on our own page until client and redirect_uri are proven, then at the client."""

from idp.audit.events import Event, Tag
from idp.oidc.authorization.pages import build_error_page
from idp.oidc.authorization.responses import build_error, deliver
from idp.oidc.checks.case import Case
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores
from idp.signin.visit import Visit


def refuse(provider: Provider, stores: OidcStores, case: Case, error: ProtocolError, visit: Visit) -> Answer:
    """Record the refusal and return the answer that carries it."""
    request = case.request
    record_refusal(stores, case.client, error, visit)
    if not error.is_redirectable or request.redirect_uri is None:
        return build_error_page(error)
    parameters = build_error(error, request.state, provider.issuer)
    return deliver(case, parameters, visit.now)


def record_refusal(stores: OidcStores, client: Client | None, error: ProtocolError, visit: Visit) -> None:
    """Write into the audit trail that the request was refused, to whom, and with which code."""
    stores.audit.record(
        Event(
            Tag.AUTHORIZATION_REFUSED,
            visit.now,
            person_id=visit.person.person_id if visit.person else None,
            client_id=client.client_id if client else None,
            sid=visit.session.sid if visit.session else None,
            zone=visit.zone,
            address=visit.placement.address,
            outcome=error.code,
        )
    )
