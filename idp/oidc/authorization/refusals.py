"""The error codes that decide()'s answers have on the wire, and what the integrator is told of each."""

from idp.oidc.errors import ProtocolError
from idp.policy.decision import Decision, Outcome

CLOSED = ProtocolError("temporarily_unavailable", "the service is closed at this hour")
REFUSED = ProtocolError("access_denied", "the person may not use this service")
UNMET = ProtocolError(
    "unmet_authentication_requirements", "the essential acr cannot be reached from where the person is"
)
CANCELLED = ProtocolError("access_denied", "the person cancelled the sign-in, or did not agree")
CONSENT_REQUIRED = ProtocolError("consent_required", "the person has not agreed to be told about")
LOGIN_REQUIRED = ProtocolError("login_required", "nobody is signed in who may be answered for silently")
INTERACTION_REQUIRED = ProtocolError("interaction_required", "the person must prove more than they have")
OTHER_PERSON = ProtocolError(
    "login_required", "someone else signed in than the one id_token_hint or claims names"
)


def error_of(decision: Decision) -> ProtocolError:
    """Return the error for a decision that allows nothing. Raises ValueError for one that allows."""
    match decision.outcome:
        case Outcome.NEEDS_PROOF:
            return LOGIN_REQUIRED if decision.acr is None else INTERACTION_REQUIRED
        case Outcome.CLOSED:
            return CLOSED
        case Outcome.REFUSED:
            return REFUSED
        case Outcome.UNMET:
            return UNMET
        case Outcome.ALLOWED:
            raise ValueError("nothing to refuse")
