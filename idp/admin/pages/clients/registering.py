"""Guided registration: what kind, a few questions, what is proposed and why, and the secret once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.clients.guide import NEEDED, OFFERED_SCOPES, QUESTIONS, Guided, read_guide
from idp.admin.clients.kinds import Kind, Proof, build_client, list_proposed
from idp.admin.clients.recipes import list_recipes
from idp.admin.clients.wording import word_fault
from idp.admin.pages.clients.parts import ClientParts, go_to, read_form
from idp.admin.pages.console_page import Caller
from idp.chance import is_identifier
from idp.errors import Problem
from idp.oidc.registration.registering import AlreadyRegistered
from idp.oidc.registration.rules import BadRegistration


@dataclass(frozen=True, slots=True)
class RegisteringPages:
    """The pages `/admin/clients/new…`. Nothing is stored before the last of them: the form carries itself."""

    parts: ClientParts

    def ask_kind(self, _caller: Caller) -> ResponseReturnValue:
        """Ask what kind of application it is."""
        return render_template("admin/clients/kind.html", kinds=tuple(Kind))

    def ask(self, caller: Caller, kind: str) -> ResponseReturnValue:
        """Show the questions of the kind; the form carries the id that the application will have."""
        asked = get_kind(kind)
        typed = {"scopes": ["profile"], "proof": Proof.SECRET.value}
        return self._form(caller, asked, self.parts.desk.chance.identifier(), typed)

    def send(self, caller: Caller, kind: str) -> ResponseReturnValue:
        """Show what would be registered, go back to the questions, or register it: as the button says."""
        asked = get_kind(kind)
        guided = read_guide(asked, read_form())
        step, client_id = request.form.get("step", "review"), request.form.get("client_id", "")
        if not is_identifier(client_id):
            abort(400)
        if step == "back":
            return self._form(caller, asked, client_id, guided.typed)
        wanted = build_client(guided.answers, caller.visit.now)
        try:
            if step == "register" and not guided.problems:
                made = self.parts.desk.register(caller.actor, wanted, caller.visit.now, client_id=client_id)
                recipes = list_recipes(self.parts.issuer, made.client, made.secret)
                return render_template(
                    "admin/clients/made.html", made=made, recipes=recipes, is_rotated=False
                )
            prepared = self.parts.desk.rehearse(caller.actor, wanted, caller.visit.now)
        except AlreadyRegistered:
            return go_to(client_id, "already")
        except BadRegistration as refusal:
            problems = join_problems(asked, guided.problems, map(word_fault, refusal.faults))
            return self._form(caller, asked, client_id, guided.typed, problems), 422
        if guided.problems:
            return self._form(caller, asked, client_id, guided.typed, guided.problems), 422
        return self._review(caller, asked, client_id, guided, prepared)

    def _review(self, caller: Caller, kind: Kind, client_id: str, guided: Guided, prepared: Any) -> str:
        return render_template(
            "admin/clients/review.html",
            kind=kind,
            client_id=client_id,
            client=prepared,
            typed=guided.typed,
            settings=tuple(list_proposed(prepared, kind)),
            rules=dict(self.parts.list_rules(caller)),
        )

    def _form(
        self, caller: Caller, kind: Kind, client_id: str, typed: Any, problems: tuple[Problem, ...] = ()
    ) -> str:
        return render_template(
            "admin/clients/guide.html",
            kind=kind,
            client_id=client_id,
            questions=QUESTIONS[kind],
            needed=NEEDED,
            typed=typed,
            problems=problems,
            rules=self.parts.list_rules(caller),
            scopes=OFFERED_SCOPES,
        )


def join_problems(kind: Kind, missing: tuple[Problem, ...], faults: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what is missing and everything that is wrong with what is there, in the order of the questions."""
    absent, order = {problem.field_name for problem in missing}, QUESTIONS[kind]
    found = (*missing, *(fault for fault in faults if fault.field_name not in absent))
    return tuple(
        sorted(found, key=lambda one: order.index(one.field_name) if one.field_name in order else len(order))
    )


def get_kind(kind: str) -> Kind:
    """Return the kind of this name; end the request with 404 when there is none."""
    found = next((one for one in Kind if one.value == kind), None)
    if found is None:
        abort(404)
    return found
