"""The form by which a member of staff asks for a temporary code for somebody."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.asking import Asked, read_asked
from idp.admin.parts import AdminParts
from idp.errors import Problem
from idp.methods.bypass import Bypass, Checked, Reason
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class AskingPages:
    """The page `/helpdesk/new`."""

    parts: AdminParts

    def show(self, _visit: Visit) -> ResponseReturnValue:
        """Show the empty form."""
        return self._form()

    def send(self, visit: Visit) -> ResponseReturnValue:
        """Ask, and go to the request; or say what is wrong with it."""
        read = read_asked(request.form, self.parts.realms)
        if not isinstance(read, Asked):
            return self._form(read), 422
        person = self.parts.directories.find_named(read.realm, read.username, visit.now)
        if person is None:
            return self._form((Problem("username", "helpdesk.ask.fault.unknown"),)), 422
        if not person.is_active:
            return self._form((Problem("username", "helpdesk.ask.fault.inactive"),)), 422
        asked = self.parts.bypasses.ask(get_person(visit), person, read.reason, read.checked, visit.now)
        if not isinstance(asked, Bypass):
            return self._form((Problem("username", f"helpdesk.ask.fault.{asked}"),)), 422
        return redirect(url_for(".bypass", bypass_id=asked.bypass_id), 303)

    def _form(self, problems: tuple[Problem, ...] = ()) -> str:
        return render_template(
            "admin/ask.html",
            realms=self.parts.realms,
            reasons=tuple(Reason),
            checks=tuple(Checked),
            typed=request.form,
            problems=problems,
        )
