"""Parameters that carry a value through are readable. RFC 6749, section 3.1 and appendix A."""

from idp.oidc.authn_provider import AUTHN_PROVIDER
from idp.oidc.checks.case import Case


def check_parameters(case: Case) -> None:
    """Refuse parameters without a check of their own that are repeated, too long, or of forbidden characters."""
    case.refuse_faults("state", "nonce", "display", "ui_locales", "login_hint", AUTHN_PROVIDER)
