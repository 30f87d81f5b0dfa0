"""The pages of the cupboard: which tokens there are, who has them, handing one out, taking one back."""

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import write_moment
from idp.admin.pages.people.person import PersonPages
from idp.admin.people.helped import UnknownPerson
from idp.admin.tokens.desk import Moved, Placed, TokenDesk, UnknownToken
from idp.errors import Problem
from idp.methods.tokens.token import State

PAGE = 50


@dataclass(frozen=True, slots=True)
class CupboardPages:
    """The pages `/tokens`, `/tokens/<id>`, `/tokens/<id>/take-back` and `/people/<id>/token`."""

    desk: TokenDesk
    person: PersonPages

    def list(self, caller: Caller) -> ResponseReturnValue:
        """List the tokens, of one state or all; a serial number goes straight to its token."""
        serial = request.args.get("serial", "").strip()
        problems: tuple[Problem, ...] = ()
        if serial:
            try:
                placed = self.desk.get(caller.actor, serial, caller.visit.now)
                return redirect(url_for(".token", token_id=placed.token.token_id), 303)
            except UnknownToken:
                problems = (Problem("serial", "console_tokens.list.unknown"),)
        chosen = request.args.get("state", "")
        state = State(chosen) if chosen in set(State) else None
        after = request.args.get("after", "")
        found, older = self.desk.list(caller.actor, state, after, PAGE, caller.visit.now)
        return render_template(
            "admin/tokens/list.html",
            found=found,
            after=older,
            is_first=not after,
            state=state,
            states=tuple(State),
            serial=serial,
            when=write_moment,
            done=request.args.get("done"),
            problems=problems,
        ), 422 if problems else 200

    def show(self, caller: Caller, token_id: str) -> ResponseReturnValue:
        """Show one token."""
        return render_template(
            "admin/tokens/token.html",
            placed=self._find(caller, token_id),
            when=write_moment,
            done=request.args.get("done"),
        )

    def ask_back(self, caller: Caller, token_id: str) -> ResponseReturnValue:
        """Say what taking it back, or writing it off, does."""
        return render_template("admin/tokens/take_back.html", placed=self._find(caller, token_id))

    def take_back(self, caller: Caller, token_id: str) -> ResponseReturnValue:
        """Take it back, or write it off as lost."""
        steps = {"returned": self.desk.take_back, "lost": self.desk.report_lost}
        action = request.form.get("action", "")
        if action not in steps:
            abort(400)
        try:
            done = steps[action](caller.actor, token_id, caller.visit.now)
        except UnknownToken:
            abort(404)
        word = action if isinstance(done, Moved) else done.value
        return redirect(url_for(".token", token_id=token_id, done=word), 303)

    def ask_out(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Ask which token the person gets."""
        return self._form(caller, person_id)

    def hand_out(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Hand the token out, or say why not."""
        serial = request.form.get("serial", "").strip()
        try:
            done = self.desk.hand_out(caller.actor, serial, person_id, caller.visit.now)
        except UnknownToken:
            return self._form(caller, person_id, (Problem("serial", "console_tokens.list.unknown"),)), 422
        except UnknownPerson:
            abort(404)
        if not isinstance(done, Moved):
            return self._form(caller, person_id, (Problem("serial", f"console_tokens.done.{done}"),)), 422
        return redirect(url_for(".person", person_id=person_id, done="handed_out"), 303)

    def _form(self, caller: Caller, person_id: str, problems: tuple[Problem, ...] = ()) -> str:
        sheet = self.person.open(caller, person_id)
        serial = request.form.get("serial", "")
        return render_template(
            "admin/tokens/hand_out.html", sheet=sheet, person=sheet.person, serial=serial, problems=problems
        )

    def _find(self, caller: Caller, token_id: str) -> Placed:
        try:
            return self.desk.get(caller.actor, token_id, caller.visit.now)
        except UnknownToken:
            abort(404)
