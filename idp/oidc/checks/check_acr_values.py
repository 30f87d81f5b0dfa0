"""Wishes for an acr are readable. OpenID Connect Core 1.0, section 3.1.2.1."""

from idp.oidc.checks.case import Case


def check_acr_values(case: Case) -> None:
    """Refuse acr_values that are repeated or unreadable; values we do not know are wishes that give way."""
    case.refuse_faults("acr_values")
