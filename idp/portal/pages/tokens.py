"""Mina koddosor: which hardware tokens one has, and the way to say that one is lost."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.methods.tokens.token import Token
from idp.methods.tokens.tokens import TOKEN
from idp.portal.pages.journey import go_to
from idp.portal.pages.only_here import stay_only_here
from idp.portal.pages.sign_ins import get_session
from idp.portal.parts import PortalParts
from idp.sessions.session import End
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class TokenPages:
    """The pages below `/settings/tokens`, open from everywhere: a token is most often lost outside."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """List the tokens. `done` in the address says what the last form did."""
        tokens = self.parts.tokens.list(get_person(visit).person_id)
        return render_template("portal/tokens.html", tokens=tokens, done=request.args.get("done"))

    def ask_lost(self, visit: Visit, token_id: str) -> ResponseReturnValue:
        """Ask whether the token is lost, and say what follows."""
        return render_template("portal/token_lost.html", token=self._find(visit, token_id))

    def report_lost(self, visit: Visit, token_id: str) -> ResponseReturnValue:
        """End the use of the token, every other sign-in, and this one if a token's code let it in."""
        self._find(visit, token_id)
        person = get_person(visit)
        is_lost = self.parts.tokens.report_lost(person, token_id, visit.language, visit.now, visit.zone)
        if is_lost:
            self._end_sign_ins(visit)
        return go_to(".show_tokens", done="lost" if is_lost else "gone")

    def _end_sign_ins(self, visit: Visit) -> None:
        stay_only_here(self.parts, visit)
        session = get_session(visit)
        if any(event.method == TOKEN for event in session.events):
            self.parts.end_session(session, visit.now, End.REVOKED)

    def _find(self, visit: Visit, token_id: str) -> Token:
        """Return the person's token; 404 when it is not theirs."""
        held = self.parts.tokens.list(get_person(visit).person_id)
        token = next((one for one in held if one.token_id == token_id), None)
        if token is None:
            abort(404)
        return token
