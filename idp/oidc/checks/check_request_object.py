"""A request object has been read, or is refused by name. OpenID Connect Core 1.0, section 6; RFC 9101, section 6."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_request_object(case: Case) -> None:
    """Refuse a request object that could not be read, and `request_uri`, which is not served.

    One that could be read is gone from the request: its parameters stand there instead.
    """
    if "request_uri" in case.request.parameters or "request_uri" in case.request.faults:
        raise ProtocolError(
            "request_uri_not_supported", "send the request object itself; request_uri is not supported"
        )
    if fault := case.request.faults.get("request"):
        raise ProtocolError("invalid_request_object", fault)
    if "request" in case.request.parameters:
        raise ProtocolError("invalid_request_object", "request was not read: another parameter cannot be")
