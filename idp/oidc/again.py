"""Answers a client that comes back within a session: the most frequent request of all, and one round trip.

Nothing is decided otherwise than for any other request. Whatever takes more than a code – somebody to ask, a request to
park, a refusal to record, a receipt to send – is left to the unit of work that does it all.
"""

from idp.oidc.asking import build_ask
from idp.oidc.checks import check_request
from idp.oidc.checks.case import Case
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer
from idp.oidc.issuing import issue_again
from idp.oidc.other_person import is_other_person
from idp.oidc.provider import Provider
from idp.oidc.response_type import CODE
from idp.signin.visit import Visit, decide_for


def answer_again(provider: Provider, case: Case, visit: Visit) -> Answer | None:
    """Return the answer with a code, None where it takes more. Must not be called inside a unit of work."""
    client = case.client
    if client is None or client.consent != "never" or case.request.response_type != CODE:
        return None
    try:
        check_request(case)
    except ProtocolError:
        return None
    if is_other_person(provider, case, visit):
        return None
    decision = decide_for(
        provider.policy, visit, provider.service_id(client.service), build_ask(case, visit.now)
    )
    return issue_again(provider, case, visit, decision) if decision.is_allowed else None
