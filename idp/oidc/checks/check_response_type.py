"""The client may ask for what it asks for. Multiple Response Types, section 2; RFC 9700, section 2.1.2."""

from idp.oidc.authorization.response_type import name_response_type
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_response_type(case: Case) -> None:
    """Refuse a response_type that is not served, and any but code that the client is not registered for."""
    case.refuse_faults("response_type")
    if case.request.response_type is None:
        raise ProtocolError("invalid_request", "response_type is missing; it must be code")
    named = name_response_type(case.request.response_type)
    if named is None:
        raise ProtocolError("unsupported_response_type", "response_type is not served; use code")
    if named not in case.get_client().response_types:
        raise ProtocolError(
            "unauthorized_client", "the client is not registered for this response_type; use code"
        )
