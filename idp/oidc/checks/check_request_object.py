"""A request object has been read, or is refused by name. OpenID Connect Core 1.0, section 6; RFC 9101, section 6."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_request_object(case: Case) -> None:
    """Refuse a request object that could not be fetched or read, and two at once.

    One that could be read is gone from the request: its parameters stand there instead.
    """
    parameters, faults = case.request.parameters, case.request.faults
    if {"request", "request_uri"} <= set(parameters):
        raise ProtocolError("invalid_request", "send request or request_uri, not both")
    if fault := faults.get("request_uri"):
        raise ProtocolError("invalid_request_uri", fault)
    if fault := faults.get("request"):
        raise ProtocolError("invalid_request_object", fault)
    if "request" in parameters:
        raise ProtocolError("invalid_request_object", "request was not read: another parameter cannot be")
    if "request_uri" in parameters:
        raise ProtocolError("invalid_request_uri", "request_uri was not read: another parameter cannot be")
