"""The answer travels as asked, if that is safe. OAuth 2.0 Multiple Response Type Encoding Practices, section 5."""

from idp.oidc.authorization.response_mode import WAYS, would_leak
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_response_mode(case: Case) -> None:
    """Refuse a response_mode that is not served, and a readable query for tokens; absent means the response_type's own."""
    case.refuse_faults("response_mode")
    mode = case.request.response_mode
    if mode is not None and mode not in WAYS:
        raise ProtocolError("invalid_request", f"response_mode must be {' or '.join(WAYS)}")
    if would_leak(case.request, case.client):
        raise ProtocolError(
            "invalid_request",
            "response_mode must not be query when a token is asked for, nor query.jwt unless responses are encrypted",
        )
