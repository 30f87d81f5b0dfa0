"""Makes a grant and its code out of what was asked and what was decided."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from idp.oidc.authorization.request import AuthorizationRequest
from idp.oidc.authorization.response_type import CODE, asks_for
from idp.oidc.checks.case import Case
from idp.oidc.claims.names import AUTHN_PROVIDER
from idp.oidc.claims.registered import narrow_claims
from idp.oidc.claims.table import OFFLINE
from idp.oidc.clients.client import Client
from idp.oidc.clients.profiles import find_longest_age
from idp.oidc.grant import Grant, Proved, RequestedClaims
from idp.oidc.provider import Provider
from idp.policy.decision import Decision
from idp.sessions.session import Session
from idp.signin.visit import proofs_of


def build_grant(
    provider: Provider, case: Case, session: Session, decision: Decision, *, code: str, now: datetime
) -> Grant:
    """Return the grant that an ALLOWED decision gives; only the code's hash goes into it.

    Scopes and single claims that the client is not registered for are left out. Raises ValueError for a decision
    that allows nothing, and for a request without a redirect_uri: the checks have let neither through.
    A grant that no code was asked for is made with its code used: nobody was given it, and nobody can redeem it.
    """
    request, client = case.request, case.get_client()
    if not decision.is_allowed or decision.acr is None or decision.auth_time is None:
        raise ValueError("nothing was allowed")
    if request.redirect_uri is None:
        raise ValueError("unchecked request")
    scopes = list_scopes(request, client)
    is_offline = OFFLINE in scopes
    ends_at = now + timedelta(days=provider.tokens.offline_days) if is_offline else session.ends_at
    if (longest := find_longest_age(client)) is not None:
        ends_at = min(ends_at, decision.auth_time + longest)
    return Grant(
        grant_id=provider.chance.identifier(),
        client_id=client.client_id,
        person_id=session.person_id,
        sid=session.sid,
        scopes=scopes,
        claims=narrow_claims(list_requested(request), client),
        nonce=request.nonce,
        acr=decision.acr,
        amr=decision.amr,
        auth_time=decision.auth_time,
        redirect_uri=request.redirect_uri,
        code_challenge=request.code_challenge,
        code_hash=hash_token(code),
        code_expires_at=now + timedelta(seconds=provider.tokens.code_seconds),
        created_at=now,
        expires_at=ends_at,
        proved=Proved(proofs_of(session), session.zone) if is_offline else None,
        code_used_at=None if asks_for(request.response_type, CODE) else now,
    )


def list_scopes(request: AuthorizationRequest, client: Client) -> tuple[str, ...]:
    """Return the requested scopes that the client is registered for; the rest are ignored.

    So is `offline_access` without a code, or for a client without refresh tokens (OpenID Connect Core 1.0, section 11).
    That an administrator registered the client for it is the condition that stands for `prompt=consent` there.
    """
    is_offline = asks_for(request.response_type, CODE) and "refresh_token" in client.grant_types
    return tuple(
        scope for scope in request.scopes if scope in client.scopes and (scope != OFFLINE or is_offline)
    )


def list_requested(request: AuthorizationRequest) -> RequestedClaims:
    """Return the claims asked for by name; who asks for an authnProvider is told which one it was."""
    requested = request.claims.requested
    if request.authn_provider is None:
        return requested
    return replace(requested, id_token=tuple(dict.fromkeys((*requested.id_token, AUTHN_PROVIDER))))


def hash_token(token: str) -> str:
    """Return what is stored of a code or token: its SHA-256 in hex, enough for 256 random bits."""
    return sha256(token.encode()).hexdigest()
