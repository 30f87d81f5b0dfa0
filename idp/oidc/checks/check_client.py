"""The client is known. RFC 6749, section 4.1.2.1: else nobody is redirected."""

from idp.oidc.checks.case import Case


def check_client(case: Case) -> None:
    """Refuse a request without the client_id of a registered client that is not paused."""
    case.refuse_faults("client_id", is_redirectable=False)
    case.get_client()
