"""What the provider's error codes mean to the person in front of the screen."""

from .pending import Pending
from .refusal import Refusal

PAGES = {
    "access_denied": ("access_denied", 403),
    "unmet_authentication_requirements": ("too_weak", 403),
    "temporarily_unavailable": ("closed", 503),
    "server_error": ("unreachable", 503),
    "login_required": ("state_lost", 400),
    "interaction_required": ("state_lost", 400),
}


def build_refusal(code: str, pending: Pending) -> Refusal:
    """Return the page for an error answer; a code without a page of its own means that one of us is wrongly set up."""
    key, status = PAGES.get(code, ("untrusted", 400))
    known = code if code in PAGES else "another code"
    return Refusal(key, status, f"the provider answered {known}", pending.target)
