"""Answers a client that comes back within a session: the most frequent request of all, and one round trip.

Nothing is decided otherwise than for any other request, and on the client as it was read last: the grant is stored on the
condition that no registration has changed since. Whatever takes more than a code in an address – somebody to ask, a page, a
request object, a response to sign, a request to park, a refusal to record, a receipt to send, a registration that has
changed – is left to who does it all.
"""

from typing import Final

from idp.oidc.authorization.asking import build_ask
from idp.oidc.authorization.issuing import issue_again
from idp.oidc.authorization.other_person import is_other_person
from idp.oidc.authorization.request import read_request
from idp.oidc.authorization.response_mode import FORM_POST, choose_way
from idp.oidc.authorization.response_type import CODE
from idp.oidc.checks import check_request
from idp.oidc.checks.case import build_case
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer, Request
from idp.oidc.provider import Provider
from idp.signin.visit import Visitor, decide_for

OBJECTS: Final = frozenset({"request", "request_uri"})


def answer_again(provider: Provider, request: Request, visitor: Visitor) -> Answer | None:
    """Return the redirect with a code; None where it takes more, and nothing was written then.

    Must not be called inside a unit of work.
    """
    asked = read_request(request.parameters)
    if visitor.session is None or asked.response_type != CODE or not OBJECTS.isdisjoint(asked.parameters):
        return None
    recalled = provider.registry.recall(asked.client_id or "")
    if recalled is None or recalled.client.consent != "never":
        return None
    way = choose_way(asked, recalled.client)
    if way.is_signed or way.carrier == FORM_POST:
        return None
    case = build_case(provider, asked, recalled.client)
    try:
        check_request(case)
    except ProtocolError:
        return None
    if is_other_person(provider, case, visitor):
        return None
    decision = decide_for(
        provider.policy, visitor, provider.service_id(recalled.client.service), build_ask(case, visitor.now)
    )
    if not decision.is_allowed:
        return None
    return issue_again(provider, case, visitor, decision, recalled.version)
