"""Stands before every sign-in page: opens the interaction, holds its form to this browser, and sends people on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from idp.people.person import Person
from idp.policy.decide import decide_alone
from idp.policy.rules import PERSONAL
from idp.sessions.cookies import Cookie
from idp.signin.flow import Elsewhere, find_way_on
from idp.signin.form_target import find_form_target
from idp.signin.habits import add_habit
from idp.signin.interaction import Interaction, Purpose
from idp.signin.next_step import ways_in
from idp.signin.pages.cookie_check import check_cookies
from idp.signin.pages.page import Opened, Page, path_of
from idp.signin.pages.parts import SignInParts
from idp.signin.shown_message import find_message
from idp.signin.step import AskCode, Finished, OfferProtection


@dataclass(frozen=True, slots=True)
class Door:
    """Every page is reached through it, so that no page can forget who may open it."""

    parts: SignInParts

    def enter(self, interaction_id: str) -> ResponseReturnValue:
        """Send the browser to the step that is next."""
        interaction = self._get(interaction_id)
        return self._turn_away(interaction) or self.go_on(interaction)

    def show(self, page: Page, interaction_id: str) -> ResponseReturnValue:
        """Show a page, if it fits where the sign-in stands."""
        interaction = self._get(interaction_id)
        if away := self._turn_away(interaction):
            return away
        opened = self.open(interaction)
        return page.show(opened) if page.fits(opened) else self.go_to(opened)

    def submit(self, page: Page, interaction_id: str) -> ResponseReturnValue:
        """Take a page's form. An old form is shown again with what was typed, and does nothing."""
        interaction = self._get(interaction_id)
        if away := self._turn_away(interaction):
            return away
        opened = self.open(interaction)
        if not page.fits(opened):
            return self.go_to(opened)
        if not self.parts.visiting.is_form_ours():
            return page.show(replace(opened, is_form_old=True)), 403
        return page.submit(opened)

    def look(self, interaction_id: str) -> Opened | None:
        """Return where the sign-in stands, for a script that looks on its own; None when it is over.

        Looking keeps nobody signed in.
        """
        now = self.parts.visiting.peek().now
        interaction = self._get(interaction_id)
        if interaction.consumed_at is not None or interaction.is_stale(now):
            return None
        return self.open(interaction)

    def ask(
        self, page: Page, interaction_id: str, answer: Callable[[Opened], ResponseReturnValue]
    ) -> ResponseReturnValue:
        """Answer a page's script, when a form of the page would be taken now; else 409, and the form says why."""
        interaction = self._get(interaction_id)
        if self._turn_away(interaction) is not None or not self.parts.visiting.is_form_ours():
            return "", 409
        opened = self.open(interaction)
        return answer(opened) if page.fits(opened) else ("", 409)

    def restart(self, interaction_id: str) -> ResponseReturnValue:
        """Begin the same request afresh."""
        interaction = self._get(interaction_id)
        if not self.parts.visiting.is_form_ours():
            return self._show_stale(interaction, 403)
        fresh = self.parts.flow.restart(interaction, self.parts.visiting.current())
        return redirect(f"/signin/{fresh.interaction_id}", 303)

    def open(self, interaction: Interaction) -> Opened:
        """Return where the sign-in stands for this browser."""
        visit, visiting = self.parts.visiting.current(), self.parts.visiting
        realm = visiting.cookies.read(request, Cookie.REALM)
        case = self.parts.flow.read_case(
            interaction,
            visit,
            realm if realm in self.parts.realms else None,
            may_offer=visiting.cookies.read(request, Cookie.NOT_NOW) is None,
            habits=visiting.cookies.read(request, Cookie.METHOD),
        )
        visiting.allow_form_target(find_form_target(interaction, self.parts.policy))
        towards = self._name_target(interaction, visit.language)
        message = find_message(interaction, visit.language)
        step = self.parts.flow.find_step(case)
        return Opened(visit, case.interaction, case, step, towards, message=message)

    def save_and_go_on(self, interaction: Interaction) -> Response:
        """Write the choices and send the browser to the step that is next."""
        return self.go_on(self.parts.flow.choices.save(interaction))

    def begin(self, interaction: Interaction) -> Response:
        """Send the browser to the first step of a sign-in that was just opened. No code is sent before its page asks."""
        return self.go_to(self.open(interaction))

    def go_on(self, interaction: Interaction) -> Response:
        """Send the browser to the step that is next; after a form, send the code that it asks for."""
        opened = self.open(interaction)
        step, known = opened.step, opened.case.known
        if request.method == "POST" and isinstance(step, AskCode) and known:
            self.parts.sending.send_first(opened.visit, interaction, known.person, step)
        return self.go_to(opened)

    def go_to(self, opened: Opened) -> Response:
        """Send the browser to the step that is next; once it has signed in, have it remember by which level."""
        if isinstance(opened.step, Finished | OfferProtection):
            self._remember(opened)
        if isinstance(opened.step, Finished):
            return redirect(self.parts.flow.finish(opened.interaction, opened.visit), 303)
        return redirect(path_of(opened), 303)

    def let_in(self, opened: Opened, person: Person, *methods: str) -> Response:
        """Record that the person proved the methods, pin them to this sign-in, and send the browser on."""
        signed_in = self.parts.proving.prove(opened.visit, person, *methods)
        if signed_in is None:
            return self.go_on(opened.interaction)
        self.parts.visiting.sign_in(signed_in.session, signed_in.person, signed_in.secret)
        interaction, person_id = opened.interaction, person.person_id
        pinned = replace(interaction, person_id=person_id, realm=person.realm, bar=None)
        return self.save_and_go_on(pinned)

    def tell_barred(self, opened: Opened) -> Response:
        """Send the browser to the page that says why a right password lets its owner in nowhere."""
        return self.save_and_go_on(replace(opened.interaction, is_bar_told=True))

    def _get(self, interaction_id: str) -> Interaction:
        try:
            return self.parts.flow.get(interaction_id, self.parts.visiting.current())
        except Elsewhere:
            check_cookies(self.parts.visiting, interaction_id)
            raise

    def _turn_away(self, interaction: Interaction) -> ResponseReturnValue | None:
        """Return where a used-up request leads, or the page of a stale one; None when the sign-in can go on."""
        if interaction.consumed_at is not None:
            return redirect(find_way_on(interaction), 303)
        if interaction.is_stale(self.parts.visiting.current().now):
            return (
                self._show_stale(interaction, 200) if request.method == "GET" else redirect(request.path, 303)
            )
        return None

    def _remember(self, opened: Opened) -> None:
        """Have the browser remember the level by which somebody was let in: the one they chose, else the one they earned."""
        policy, case = self.parts.policy, opened.case
        decision, ways = decide_alone(policy, case.question), ways_in(policy, case)
        earned = decision.acr.level if decision.is_allowed and decision.acr else ""
        level = policy.levels.get(earned and (opened.interaction.level or earned))
        if level and level.name in ways and (habits := add_habit(case.habits, ways, level)):
            self.parts.visiting.keep(Cookie.METHOD, habits)

    def _show_stale(self, interaction: Interaction, status: int) -> Response:
        self.parts.visiting.allow_form_target(find_form_target(interaction, self.parts.policy))
        towards = self._name_target(interaction, self.parts.visiting.current().language)
        way_on = interaction.service_url if interaction.purpose is Purpose.AUTHORIZE else None
        page = render_template("signin/stale.html", interaction=interaction, towards=towards, way_on=way_on)
        return make_response(page, status)

    def _name_target(self, interaction: Interaction, language: str) -> str | None:
        """Return what the sign-in leads to, as people call it; None for the portal's own pages.

        An application that bears its service's Swedish name bears it in every language.
        """
        service, name = self.parts.policy.services.get(interaction.service), interaction.client_name
        if service is None or service.id in PERSONAL or name not in (None, service.name.sv):
            return name
        return service.name.pick(language)
