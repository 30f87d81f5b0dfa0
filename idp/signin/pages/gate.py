"""Lets a person in to a page, sends them to sign in and back, or says why not. Every portal page stands behind it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Final
from urllib.parse import urlencode

from flask import redirect, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from idp.people.person import Person
from idp.policy.decision import Decision, Outcome
from idp.policy.question import Ask
from idp.policy.rules import Policy
from idp.sessions.session import End
from idp.signin.interaction import Interaction, InteractionStores, Purpose, open_interaction
from idp.signin.pages.journey import find_here
from idp.signin.pages.visiting import Visiting
from idp.signin.visit import Visit, decide_to_enter

Page = Callable[..., ResponseReturnValue]
"""Answers a visit that has been let in; what the address holds follows as keyword arguments."""

Refuse = Callable[[Visit, Decision], ResponseReturnValue]
"""Says why a visit is not let in, when signing in would not help."""

Wish = Callable[[datetime], Ask]
"""What is asked of the sign-in at a moment, beyond the service's own rule."""

Strengthen = Callable[[Visit, str, Ask], Ask]
"""Adds to what a page of a service asks what this visitor in particular is asked for."""

TOLD_ENDS: Final = (End.IDLE, End.TOO_OLD, End.REVOKED, End.ELSEWHERE)
"""The ends that nobody chose in this browser: the next page says why (R38)."""


def no_wish(_now: datetime) -> Ask:
    """Ask for nothing beyond the service's own rule."""
    return Ask()


def keep_ask(_visit: Visit, _service: str, ask: Ask) -> Ask:
    """Ask for no more than the page does."""
    return ask


def get_person(visit: Visit) -> Person:
    """Return who has been let in; raise LookupError for a visit that no gate let in."""
    if visit.person is None:
        raise LookupError("nobody is signed in")
    return visit.person


@dataclass(frozen=True, slots=True)
class Gate:
    """Asks decide() before every page, whatever a page or a cookie said before.

    `new_id` gives the ids of interactions: `Chance.identifier`. `sign_in` sends the browser to the first step of one:
    `Door.begin`. `strengthen` may ask more of a visitor than the page does.
    """

    policy: Policy
    visiting: Visiting
    begin: Callable[[], AbstractContextManager[InteractionStores]]
    new_id: Callable[[], str]
    sign_in: Callable[[Interaction], Response]
    strengthen: Strengthen = keep_ask

    def guard(self, service: str, page: Page, refuse: Refuse, wish: Wish = no_wish) -> Page:
        """Return the page as one that only those let in to `service` reach.

        A form is judged after the person: who must sign in first is sent there, not told that the form is old.
        """

        @wraps(page)
        def guarded(**parts: str) -> ResponseReturnValue:
            visit = self.visiting.current()
            ask = self.strengthen(visit, service, wish(visit.now))
            decision = decide_to_enter(self.policy, visit, service, ask)
            if decision.outcome is Outcome.NEEDS_PROOF:
                return self.send_to_sign_in(visit, service, ask)
            if not decision.is_allowed:
                return refuse(visit, decision)
            if request.method == "POST":
                self.visiting.check_form()
            return page(visit, **parts)

        return guarded

    def send_to_sign_in(self, visit: Visit, service: str, ask: Ask | None = None) -> Response:
        """Open a sign-in that ends at this page and redirect to its first step; first say why the last one ended."""
        back = find_here()
        if visit.ended in TOLD_ENDS:
            return redirect(f"/session/ended?{urlencode({'back': back})}", 303)
        with self.begin() as stores:
            interaction = open_interaction(
                stores,
                new_id=self.new_id,
                now=visit.now,
                browser_hash=visit.browser_hash,
                purpose=Purpose.PORTAL,
                request={"path": back},
                service=service,
                ask=ask,
            )
        return self.sign_in(interaction)
