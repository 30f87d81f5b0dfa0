"""An ID token from the authorization endpoint is bound to its request. OpenID Connect Core 1.0, section 3.2.2.1."""

from idp.oidc.authorization.response_type import ID_TOKEN, asks_for
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError


def check_nonce(case: Case) -> None:
    """Refuse a request for an ID token in the front channel without a nonce."""
    case.refuse_faults("nonce")
    if asks_for(case.request.response_type, ID_TOKEN) and case.request.nonce is None:
        raise ProtocolError("invalid_request", "nonce is missing; an id_token in the response needs one")
