"""Issues a code: what decide() allowed becomes a grant, and the client gets its code."""

from idp.audit.events import Event, Tag
from idp.oidc.checks.case import Case
from idp.oidc.granting import build_grant
from idp.oidc.http import Response
from idp.oidc.provider import Provider
from idp.oidc.receipt import send_receipt
from idp.oidc.responses import build_success, deliver
from idp.oidc.stores import OidcStores
from idp.policy.decision import Decision
from idp.signin.visit import Visit


def issue_code(
    provider: Provider, stores: OidcStores, case: Case, visit: Visit, decision: Decision
) -> Response:
    """Store the grant, remember that the client took part in the session, and return the answer to the client.

    Raises ValueError when nobody is signed in: decide() allows nobody then.
    """
    if visit.session is None:
        raise ValueError("decide() allowed someone who is not signed in")
    code = provider.chance.token()
    grant = build_grant(provider, case, visit.session, decision, code=code, now=visit.now)
    stores.grants.add(grant)
    if stores.sessions.add_client(grant.sid, grant.client_id, visit.now):
        send_receipt(provider, stores, case, visit)
    stores.audit.record(
        Event(
            Tag.AUTHORIZATION_GRANTED,
            visit.now,
            person_id=grant.person_id,
            client_id=grant.client_id,
            sid=grant.sid,
            zone=grant.acr.zone,
            address=visit.placement.address,
            level=grant.acr.level,
            details={"grant_id": grant.grant_id},
        )
    )
    parameters = build_success(code, case.request.state, provider.issuer)
    return deliver(case.request.response_mode, grant.redirect_uri, parameters)
