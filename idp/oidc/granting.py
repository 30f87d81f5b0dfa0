"""Makes a grant and its code out of what was asked and what was decided."""

from datetime import datetime, timedelta
from hashlib import sha256

from idp.oidc.checks.case import Case
from idp.oidc.clients import Client
from idp.oidc.grant import Grant, RequestedClaims
from idp.oidc.provider import Provider
from idp.oidc.scopes import claims_of
from idp.policy.decision import Decision
from idp.sessions.session import Session


def build_grant(
    provider: Provider, case: Case, session: Session, decision: Decision, *, code: str, now: datetime
) -> Grant:
    """Return the grant that an ALLOWED decision gives; only the code's hash goes into it.

    Scopes and single claims that the client is not registered for are left out. Raises ValueError for a decision
    that allows nothing, and for a request without a redirect_uri: the checks have let neither through.
    """
    request, client = case.request, case.get_client()
    if not decision.is_allowed or decision.acr is None or decision.auth_time is None:
        raise ValueError("nothing was allowed")
    if request.redirect_uri is None:
        raise ValueError("unchecked request")
    return Grant(
        grant_id=provider.chance.identifier(),
        client_id=client.client_id,
        person_id=session.person_id,
        sid=session.sid,
        scopes=tuple(scope for scope in request.scopes if scope in client.scopes),
        claims=narrow_claims(request.claims.requested, client),
        nonce=request.nonce,
        acr=decision.acr,
        amr=decision.amr,
        auth_time=decision.auth_time,
        redirect_uri=request.redirect_uri,
        code_challenge=request.code_challenge,
        code_hash=hash_token(code),
        code_expires_at=now + timedelta(seconds=provider.tokens.code_seconds),
        created_at=now,
        expires_at=session.ends_at,
    )


def narrow_claims(requested: RequestedClaims, client: Client) -> RequestedClaims:
    """Return the requested claims that the client's registered scopes cover (Swedish OpenID Connect Profile 1.0)."""
    allowed = frozenset(claims_of(client.scopes))
    return RequestedClaims(
        tuple(name for name in requested.userinfo if name in allowed),
        tuple(name for name in requested.id_token if name in allowed),
    )


def hash_token(token: str) -> str:
    """Return what is stored of a code or token: its SHA-256 in hex, enough for 256 random bits."""
    return sha256(token.encode()).hexdigest()
