"""A message to the person can be shown. Authentication Request Parameter Extensions (Sweden) 1.1, section 2.1."""

from idp.oidc.checks.case import Case
from idp.signin.user_message import USER_MESSAGE


def check_user_message(case: Case) -> None:
    """Refuse a userMessage of another MIME type than ours, too long, or that is not UTF-8 in base64 in JSON."""
    case.refuse_faults(USER_MESSAGE)
