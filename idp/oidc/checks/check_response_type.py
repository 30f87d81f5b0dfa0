"""Only the authorization code flow is served. RFC 9700, section 2.1.2."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_response_type(case: Case) -> None:
    """Refuse any response_type but code."""
    case.refuse_faults("response_type")
    if case.request.response_type is None:
        raise ProtocolError("invalid_request", "response_type is missing; it must be code")
    if case.request.response_type != "code":
        raise ProtocolError("unsupported_response_type", "response_type must be code")
