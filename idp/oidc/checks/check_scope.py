"""The request is an OpenID Connect request. OpenID Connect Core 1.0, section 3.1.2.1."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_scope(case: Case) -> None:
    """Refuse a scope without openid. Scopes the client may not have are left out later, not refused (section 3.1.2.1)."""
    case.refuse_faults("scope")
    if "openid" not in case.request.scopes:
        raise ProtocolError("invalid_scope", "scope must contain openid")
