"""The authorization endpoint: a request comes, is checked and decided, and is answered or parked for sign-in.

The same steps run when the browser comes back from signing in: nothing decided before is believed.
"""

from dataclasses import dataclass, replace

from idp.oidc.authorization.asking import build_ask
from idp.oidc.authorization.consenting import build_release, must_ask, remember
from idp.oidc.authorization.issuing import issue
from idp.oidc.authorization.other_person import is_other_person
from idp.oidc.authorization.pages import build_consent_page, build_decision_page, build_finished_page
from idp.oidc.authorization.parking import park
from idp.oidc.authorization.recipients import Recipients, find_recipients
from idp.oidc.authorization.refusals import CANCELLED, CONSENT_REQUIRED, OTHER_PERSON, error_of
from idp.oidc.authorization.refusing import record_refusal, refuse
from idp.oidc.authorization.request import AuthorizationRequest, read_request
from idp.oidc.authorization.request_object import BadRequestObject, unfold
from idp.oidc.authorization.request_reference import BadReference, fetch_object
from idp.oidc.checks import check_request
from idp.oidc.checks.case import Case, build_case
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer, Request, Response, redirect
from idp.oidc.paths import AUTHORIZE
from idp.oidc.provider import Provider
from idp.oidc.stores import OidcStores
from idp.policy.decision import Outcome
from idp.policy.question import Ask
from idp.signin.interaction import Interaction, Purpose
from idp.signin.visit import Visit, decide_for


@dataclass(frozen=True, slots=True)
class SignIn:
    """What answers a request whose person must sign in first: the parked request, whose first step is next."""

    parked: Interaction


@dataclass(frozen=True, slots=True)
class Authorization:
    """Answers authorization requests. Everything one request reads and writes is one unit of work."""

    provider: Provider

    def authorize(self, request: Request, visit: Visit) -> Answer | SignIn:
        """Answer a new request: with a code, an error, a page, or by sending the browser to sign in."""
        return self._answer(self._read(request, visit), visit, None)

    def resume(self, interaction_id: str, visit: Visit, approved: str = "") -> Answer | SignIn:
        """Answer a parked request whose sign-in steps are done, in the browser that began it.

        `approved` names what the person agreed to on the request's page: it counts while the request asks for that.
        """
        with self.provider.begin() as stores:
            pending = self._find(stores, interaction_id, visit)
        if pending is None or pending.consumed_at is not None:
            return build_finished_page(pending)
        if pending.is_stale(visit.now) or is_begun_by_another(pending, visit):
            return send_to_sign_in(pending)
        return self._answer(read_request(tuple(pending.request.items())), visit, pending, approved)

    def cancel(self, interaction_id: str, visit: Visit) -> Answer:
        """Use up a parked request and tell its client that the person cancelled."""
        with self.provider.begin() as stores:
            pending = self._find(stores, interaction_id, visit)
        if pending is None:
            return build_finished_page(pending)
        if pending.is_stale(visit.now):
            return send_to_sign_in(pending)
        parked = read_request(tuple(pending.request.items()))
        asked, recipients = find_recipients(self.provider, parked, visit.now)
        with self.provider.begin() as stores:
            if not stores.interactions.consume(interaction_id, visit.now):
                return build_finished_page(pending)
            case = self._build_case(stores, asked, recipients)
            return self._check(stores, case, visit) or refuse(self.provider, stores, case, CANCELLED, visit)

    def _read(self, request: Request, visit: Visit) -> AuthorizationRequest:
        """Return the request with the parameters of its request object, which is read outside any unit of work.

        One that cannot be read stays, as a fault for the checks to refuse once they know where to.
        """
        asked = read_request(request.parameters)
        ways = [name for name in ("request", "request_uri") if name in asked.parameters]
        if asked.faults or len(ways) != 1:
            return asked
        provider = self.provider
        with provider.read() as stores:
            client = provider.registry.find(stores, asked.client_id or "")
        if client is None:
            return asked
        outside, outbound, now = dict(asked.parameters), provider.outbound, visit.now
        try:
            if "request_uri" in outside:
                outside["request"] = fetch_object(outbound, client, outside["request_uri"], now)
            return read_request(unfold(outbound, client, provider.issuer, provider.keyring(), outside, now))
        except BadReference as error:
            return replace(asked, faults={"request_uri": f"request_uri: {error}"})
        except BadRequestObject as error:
            return replace(asked, faults={"request": f"request: {error}"})

    def _find(self, stores: OidcStores, interaction_id: str, visit: Visit) -> Interaction | None:
        """Return the interaction if it is one of ours and of this browser."""
        if not (interaction_id.isascii() and interaction_id.isalnum()):
            return None
        pending = stores.interactions.find(interaction_id, visit.now)
        if pending is None or pending.purpose is not Purpose.AUTHORIZE:
            return None
        return pending if pending.browser_hash == visit.browser_hash else None

    def _build_case(self, stores: OidcStores, asked: AuthorizationRequest, recipients: Recipients) -> Case:
        """Return the request together with its client, whose registration is looked up now."""
        provider = self.provider
        client = provider.registry.find(stores, asked.client_id or "")
        return build_case(provider, asked, client, recipients)

    def _answer(
        self, asked: AuthorizationRequest, visit: Visit, pending: Interaction | None, approved: str = ""
    ) -> Answer | SignIn:
        """Check, decide and answer."""
        asked, recipients = find_recipients(self.provider, asked, visit.now)
        with self.provider.begin() as stores:
            case = self._build_case(stores, asked, recipients)
            return self._check(stores, case, visit) or self._decide(stores, case, visit, pending, approved)

    def _check(self, stores: OidcStores, case: Case, visit: Visit) -> Answer | None:
        """Return the refusal of a request that breaks a rule; None for one that breaks none."""
        try:
            check_request(case)
        except ProtocolError as error:
            return refuse(self.provider, stores, case, error, visit)
        return None

    def _decide(
        self, stores: OidcStores, case: Case, visit: Visit, pending: Interaction | None, approved: str
    ) -> Answer | SignIn:
        """Decide on a request that has passed its checks, and act on the decision."""
        provider, client = self.provider, case.get_client()
        is_silent = "none" in case.request.prompts
        if is_other_person(provider, case, visit):
            if is_silent or pending:
                return refuse(provider, stores, case, OTHER_PERSON, visit)
            return SignIn(park(provider, stores, case, visit, build_ask(case, visit.now, must_be_fresh=True)))
        ask = pending.ask if pending else build_ask(case, visit.now)
        decision = decide_for(provider.policy, visit, provider.service_id(client.service), ask)
        if decision.is_allowed:
            if asking := self._ask_consent(stores, case, visit, pending, ask, approved):
                return asking
            if pending and not stores.interactions.consume(pending.interaction_id, visit.now):
                return build_finished_page(pending)
            return issue(provider, stores, case, visit, decision)
        if is_silent:
            return refuse(provider, stores, case, error_of(decision), visit)
        if decision.outcome is Outcome.NEEDS_PROOF:
            if pending:
                return send_to_sign_in(pending)
            return SignIn(park(provider, stores, case, visit, ask))
        record_refusal(stores, client, error_of(decision), visit)
        return build_decision_page(provider, case, decision, visit)

    def _ask_consent(
        self,
        stores: OidcStores,
        case: Case,
        visit: Visit,
        pending: Interaction | None,
        ask: Ask,
        approved: str,
    ) -> Answer | None:
        """Return what asks the person whether the client may be told, or says that it must; None when it may."""
        provider, person = self.provider, visit.person
        if case.get_client().consent == "never" or person is None:
            return None
        release = build_release(case)
        if approved == release.digest:
            remember(stores, case, visit, person.person_id, release)
        elif must_ask(stores, case, person.person_id, release):
            if "none" in case.request.prompts:
                return refuse(provider, stores, case, CONSENT_REQUIRED, visit)
            if pending is None:
                return redirect(f"{AUTHORIZE}/{park(provider, stores, case, visit, ask).interaction_id}")
            return build_consent_page(provider, case, pending, release, person, visit.language)
        return None


def send_to_sign_in(pending: Interaction) -> Response:
    """Redirect to the sign-in of a request that was parked before, which says how it stands."""
    return redirect(f"/signin/{pending.interaction_id}")


def is_begun_by_another(pending: Interaction, visit: Visit) -> bool:
    """Say whether someone else than the person who is signed in gave their password in this sign-in."""
    return visit.person is not None and pending.person_id not in (None, visit.person.person_id)
