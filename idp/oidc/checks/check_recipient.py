"""An answer that must be encrypted can be. JARM, section 2.2: else nobody is redirected, for the refusal is one too."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_recipient(case: Case) -> None:
    """Refuse a request whose answer is encrypted to its client, when the client has no key for that."""
    if fault := case.recipients.fault:
        raise ProtocolError("invalid_request", fault, is_redirectable=False)
