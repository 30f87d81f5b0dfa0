"""«Det var inte jag»: with the code from a message and no sign-in, or by a button beside each recent change."""

from dataclasses import dataclass
from typing import Final

from flask import abort, g, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.change import CHANGE_LIFE, ToldChange
from idp.portal.objecting import Objected, TooLate, TooMany
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.pages.password import minutes_of
from idp.signin.visit import Visit

CODE_FIELD: Final = "code"


@dataclass(frozen=True, slots=True)
class NotMePages:
    """The page `/not-me`, open to all, and those below `/settings/changes`."""

    parts: PortalParts

    def ask_code(self) -> ResponseReturnValue:
        """Show the form for the code."""
        self.parts.visiting.current()
        return render_template("portal/not_me.html")

    def object_by_code(self) -> ResponseReturnValue:
        """Take the objection that the code stands for, or say what is wrong with the code."""
        visiting = self.parts.visiting
        visit = visiting.current()
        visiting.check_form()
        typed = request.form.get(CODE_FIELD, "")
        if not typed.strip():
            return ask_again("mine.not_me.missing")
        answer = self.parts.objecting.object_by_code(
            typed, visit.placement.address, visit.zone, g.reference, visit.now
        )
        match answer:
            case Objected():
                return self._tell_done(visit, answer)
            case TooMany(until):
                seconds = (until - visit.now).total_seconds()
                page, _ = ask_again("mine.not_me.wait", n=minutes_of(seconds))
                return page, 429, {"Retry-After": str(max(1, int(seconds)))}
            case TooLate():
                return ask_again("mine.not_me.too_late")
        return ask_again("mine.not_me.wrong")

    def list(self, visit: Visit) -> ResponseReturnValue:
        """List the changes of the last month."""
        since = visit.now - CHANGE_LIFE
        changes = self.parts.objecting.list_since(get_person(visit).person_id, since)
        return render_template("portal/changes.html", changes=changes)

    def ask(self, visit: Visit, change_id: str) -> ResponseReturnValue:
        """Ask once more, and say what will happen."""
        return render_template("portal/object.html", change=self._find(visit, change_id))

    def object_by_owner(self, visit: Visit, change_id: str) -> ResponseReturnValue:
        """Take the signed-in person's objection to a change of theirs."""
        self._find(visit, change_id)
        person_id = get_person(visit).person_id
        objected = self.parts.objecting.object_by_owner(
            person_id, change_id, visit.zone, g.reference, visit.now
        )
        return self._tell_done(visit, objected) if objected else abort(404)

    def _find(self, visit: Visit, change_id: str) -> ToldChange:
        """Return the person's change; 404 when it is not theirs or forgotten."""
        change = self.parts.objecting.find(get_person(visit).person_id, change_id)
        if change is None or change.at < visit.now - CHANGE_LIFE:
            abort(404)
        return change

    def _tell_done(self, visit: Visit, objected: Objected) -> ResponseReturnValue:
        """Say what was done and what to do now. Whose browser this is has been signed out, here too."""
        is_own = visit.person is not None and visit.person.person_id == objected.change.person_id
        if is_own and objected.is_news:
            self.parts.visiting.sign_out()
        is_signed_in = visit.session is not None and not (is_own and objected.is_news)
        return render_template(
            "portal/objected.html", objected=objected, reference=g.reference, is_signed_in=is_signed_in
        )


def ask_again(key: str, **parameters: object) -> tuple[str, int]:
    """Return the form with what is wrong with the code."""
    problems = (Problem(CODE_FIELD, key, parameters),)
    return render_template("portal/not_me.html", problems=problems), 422
