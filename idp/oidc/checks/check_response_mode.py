"""Answers travel in the query. OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError
from idp.oidc.responses import RESPONSE_MODES


def check_response_mode(case: Case) -> None:
    """Refuse a response_mode that is not served; absent means query."""
    case.refuse_faults("response_mode")
    mode = case.request.response_mode
    if mode is not None and mode not in RESPONSE_MODES:
        raise ProtocolError("invalid_request", f"response_mode must be {' or '.join(RESPONSE_MODES)}")
