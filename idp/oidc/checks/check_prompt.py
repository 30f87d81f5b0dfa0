"""What may be shown is said without contradiction. OpenID Connect Core 1.0, section 3.1.2.1."""

from typing import Final

from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError

PROMPTS: Final = ("none", "login", "consent", "select_account")


def check_prompt(case: Case) -> None:
    """Refuse unknown prompt values, and `none` beside any other."""
    case.refuse_faults("prompt")
    prompts = case.request.prompts
    if not set(prompts) <= set(PROMPTS):
        raise ProtocolError("invalid_request", f"prompt must be one of {' '.join(PROMPTS)}")
    if "none" in prompts and len(prompts) > 1:
        raise ProtocolError("invalid_request", "prompt must not combine none with another value")
