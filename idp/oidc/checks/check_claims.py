"""The claims parameter is readable. OpenID Connect Core 1.0, section 5.5."""

from idp.oidc.checks.case import Case


def check_claims(case: Case) -> None:
    """Refuse a claims parameter that is not a claims request in JSON; claims we do not know are ignored."""
    case.refuse_faults("claims")
