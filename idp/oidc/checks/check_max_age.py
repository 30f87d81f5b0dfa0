"""The sign-in's greatest age is a number of seconds. OpenID Connect Core 1.0, section 3.1.2.1."""

from idp.oidc.checks.case import Case


def check_max_age(case: Case) -> None:
    """Refuse a max_age that is not a whole number, 0 or more."""
    case.refuse_faults("max_age")
