"""Issues what was asked for: what decide() allowed becomes a grant, and the client gets its code or its tokens."""

from datetime import datetime

from idp.audit.events import Event, Tag
from idp.oidc.access_tokens import mint_access
from idp.oidc.authorization.receipt import send_receipt
from idp.oidc.authorization.response_type import CODE, ID_TOKEN, TOKEN, asks_for
from idp.oidc.authorization.responses import build_success, deliver
from idp.oidc.checks.case import Case
from idp.oidc.encrypting import encrypt_token
from idp.oidc.grant import Grant
from idp.oidc.granting import build_grant
from idp.oidc.http import Answer
from idp.oidc.logout.session_state import build_session_state
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing
from idp.oidc.stores import OidcStores
from idp.oidc.tokens import build_id_token
from idp.policy.decision import Decision
from idp.sessions.browser_state import name_state
from idp.signin.visit import Visit, Visitor


def issue(provider: Provider, stores: OidcStores, case: Case, visit: Visit, decision: Decision) -> Answer:
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
    stores.audit.record(describe_grant(grant, visit))
    told = code if asks_for(case.request.response_type, CODE) else None
    tokens = make_tokens(provider, stores, case, visit, grant, decision, told)
    return answer_with(provider, case, grant, told, tokens, visit.now)


def issue_again(
    provider: Provider, case: Case, visitor: Visitor, decision: Decision, clients_version: int
) -> Answer | None:
    """Return a code for a client that took part in the session before, in one unit that is one round trip; else None.

    None too when a registration has changed since the clients' version that the case was judged by. The same as `issue`
    where nothing need be remembered or told. Raises ValueError when nobody is signed in.
    """
    if visitor.session is None:
        raise ValueError("decide() allowed someone who is not signed in")
    code = provider.chance.token()
    grant = build_grant(provider, case, visitor.session, decision, code=code, now=visitor.now)
    if not provider.exchanges.grant_again(grant, describe_grant(grant, visitor), clients_version):
        return None
    return answer_with(provider, case, grant, code, {}, visitor.now)


def describe_grant(grant: Grant, visitor: Visitor) -> Event:
    """Return the record of a grant."""
    return Event(
        Tag.AUTHORIZATION_GRANTED,
        visitor.now,
        person_id=grant.person_id,
        client_id=grant.client_id,
        sid=grant.sid,
        zone=grant.acr.zone,
        address=visitor.placement.address,
        level=grant.acr.level,
        details={"grant_id": grant.grant_id},
    )


def answer_with(
    provider: Provider, case: Case, grant: Grant, code: str | None, tokens: dict[str, str], now: datetime
) -> Answer:
    """Return what takes the code and tokens to the client, with the session's state where pages may watch it."""
    if provider.manages_sessions:
        salt = provider.chance.identifier()
        browser_state = name_state(grant.sid)
        tokens["session_state"] = build_session_state(
            grant.client_id, grant.redirect_uri, browser_state, salt
        )
    return deliver(case, build_success(code, case.request.state, provider.issuer, **tokens), now)


def make_tokens(
    provider: Provider,
    stores: OidcStores,
    case: Case,
    visit: Visit,
    grant: Grant,
    decision: Decision,
    code: str | None,
) -> dict[str, str]:
    """Return the tokens that travel in the response itself; none in the code flow (OIDC Core, sections 3.2 and 3.3)."""
    asked = case.request.response_type
    tokens: dict[str, str] = {}
    if asked == CODE:
        return tokens
    if visit.person is None:
        raise ValueError("decide() allowed somebody unknown")
    standing = Standing(grant, case.get_client(), visit.person, grant.acr, grant.amr, decision.closes_at)
    if asks_for(asked, TOKEN):
        access = mint_access(provider, standing, grant.scopes, visit.now)
        stores.grants.add_tokens((access.stored,))
        tokens |= {
            "access_token": access.clear,
            "token_type": "Bearer",
            "expires_in": str(provider.tokens.access_token_seconds),
            "scope": " ".join(grant.scopes),
        }
    if asks_for(asked, ID_TOKEN):
        id_token = build_id_token(
            provider, standing, tokens.get("access_token"), grant.scopes, visit.now, code=code
        )
        tokens["id_token"] = encrypt_token(
            id_token, standing.client.id_token_encryption, case.recipients.id_token
        )
    return tokens
