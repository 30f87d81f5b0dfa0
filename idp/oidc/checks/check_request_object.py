"""Request objects are not served yet, and never silently ignored. OpenID Connect Core 1.0, section 6."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_request_object(case: Case) -> None:
    """Refuse `request` and `request_uri`."""
    for name in ("request", "request_uri"):
        if name in case.request.parameters or name in case.request.faults:
            raise ProtocolError(
                f"{name}_not_supported", f"send the parameters themselves; {name} is not supported"
            )
