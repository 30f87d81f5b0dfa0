"""Lets staff in to a page of the console, sends them to sign in and back, or says why not.

decide() is asked before every page; the console's own session only says that the browser came in as a relying party's does.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug import Response

from idp.admin.actor import Actor
from idp.admin.pages.console.parts import ConsoleParts
from idp.admin.pages.console_page import Caller, ConsolePage
from idp.admin.recency import OPENS_WITHIN, TAKES_WITHIN
from idp.audit.events import Tag
from idp.policy.decision import Decision, NotInGroup, Outcome, ServiceUnknown
from idp.policy.explain import explain
from idp.policy.question import Ask
from idp.policy.rules import CONSOLE
from idp.sessions.cookies import Cookie
from idp.signin.visit import Visit, decide_for, decide_to_enter


@dataclass(frozen=True, slots=True)
class ConsoleGate:
    """Guards the console's pages."""

    parts: ConsoleParts

    def guard(self, page: ConsolePage) -> Callable[..., ResponseReturnValue]:
        """Return the page as one that only those reach whom the policy lets in and a role entitles."""

        @wraps(page.act)
        def guarded(**named: str) -> ResponseReturnValue:
            actor = self.find_actor()
            if not isinstance(actor, Actor):
                return actor
            visit = self.parts.visiting.current()
            if request.method == "POST":
                self.parts.visiting.check_form()
            if not actor.may(*page.permissions):
                return self.forbid(actor, visit, page)
            if page.is_fresh and not self.is_fresh(visit):
                return self.send_to_sign_in(is_fresh=True)
            return page.act(Caller(visit, actor), **named)

        return guarded

    def find_actor(self) -> Actor | ResponseReturnValue:
        """Return who is in the console, or the answer that turns them away or sends them to sign in."""
        if CONSOLE not in self.parts.policy.services:
            abort(404)
        visit = self.parts.visiting.current()
        ask = Ask(fresh_after=visit.now - self.parts.entering.settings.sign_in)
        decision = decide_to_enter(self.parts.policy, visit, CONSOLE, ask)
        if decision.outcome is Outcome.NEEDS_PROOF:
            return self.send_to_sign_in()
        if not decision.is_allowed:
            return self.refuse(visit, decision)
        secret = self.parts.cookies.read(request, Cookie.CONSOLE)
        actor = self.parts.entering.find_actor(visit, secret)
        if actor is None:
            return self.send_to_sign_in()
        g.console_actor = actor
        return actor

    def find_fresh_actor(self) -> Actor | ResponseReturnValue:
        """Return who is in the console and signed in lately, or the answer to everybody else."""
        actor = self.find_actor()
        is_old = isinstance(actor, Actor) and not self.is_fresh(self.parts.visiting.current())
        return self.send_to_sign_in(is_fresh=True) if is_old else actor

    def is_fresh(self, visit: Visit) -> bool:
        """Say whether this person signed in so lately that the page may be opened, or its form taken."""
        within = TAKES_WITHIN if request.method == "POST" else OPENS_WITHIN
        return decide_for(self.parts.policy, visit, CONSOLE, Ask(fresh_after=visit.now - within)).is_allowed

    def send_to_sign_in(self, *, is_fresh: bool = False) -> Response:
        """Redirect to where the console's sign-in begins; after a form, to the page it stands on, which says so."""
        is_form = request.method == "POST"
        asked = {"back": f"{find_page(request.path)}?unsent=1" if is_form else request.full_path.rstrip("?")}
        if is_fresh:
            asked["fresh"] = "1"
        return redirect(f"/admin/sign-in?{urlencode(asked)}", 303)

    def refuse(self, visit: Visit, decision: Decision) -> ResponseReturnValue:
        """Answer 404 to strangers and to staff of other kinds; tell the console's own people why its door is shut."""
        if visit.person is None or any(
            isinstance(why, NotInGroup | ServiceUnknown) for why in decision.reasons
        ):
            abort(404)
        name = self.parts.policy.services[CONSOLE].name.pick(visit.language)
        sentences = explain(decision, name, self.parts.texts(visit), visit.language, visit.now)
        return render_template("admin/refused.html", service=name, sentences=sentences), 403

    def forbid(self, actor: Actor, visit: Visit, page: ConsolePage) -> ResponseReturnValue:
        """Say that the role does not bring this, and record it."""
        needed = page.permissions[0].value
        details = {"page": page.endpoint, "needed": needed}
        self.parts.record(actor.describe(Tag.CONSOLE_REFUSED, visit.now, details=details))
        return render_template("admin/console/forbidden.html", needed=needed), 403


def find_page(path: str) -> str:
    """Return the page of a form that was sent to this path: itself, or the nearest above it that can be opened."""
    routes = current_app.url_map.bind("")
    while not routes.test(path, "GET"):
        path = path.rpartition("/")[0]
    return path
