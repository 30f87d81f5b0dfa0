"""The answer's address is one the client registered. OpenID Connect Core 1.0, section 3.1.2.1; RFC 9700, 4.1.3."""

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError
from idp.oidc.registration.redirect_uris import is_registered


def check_redirect_uri(case: Case) -> None:
    """Refuse a redirect_uri that is absent, or not a registered one character by character."""
    case.refuse_faults("redirect_uri", is_redirectable=False)
    client, uri = case.get_client(), case.request.redirect_uri
    if uri is None:
        raise ProtocolError("invalid_request", "redirect_uri is missing", is_redirectable=False)
    if not is_registered(uri, client.redirect_uris, any_loopback_port=client.is_native):
        raise ProtocolError(
            "invalid_request",
            "redirect_uri is not registered for this client; it must be equal character by character",
            is_redirectable=False,
        )
