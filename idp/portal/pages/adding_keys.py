"""Adds a passkey or a security key: one page, on which it gets its name and the browser asks for it."""

from dataclasses import dataclass

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.device_name import read_device_name
from idp.methods.webauthn.challenge import Bond, Purpose
from idp.methods.webauthn.credential import Credential
from idp.methods.webauthn.keys import NotAdded
from idp.portal.pages.journey import go_to
from idp.portal.pages.keys import NAME_FIELD, name_fault
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

START = "start"
"""The button that a problem with the key itself leads to."""


@dataclass(frozen=True, slots=True)
class AddingKeys:
    """The pages `/settings/keys/add` and `…/add/options`. The name is judged before the browser asks for anything."""

    parts: PortalParts

    def ask_name(self, _visit: Visit) -> ResponseReturnValue:
        """Show the form."""
        return render_template("portal/key_add.html", typed="")

    def ask_key(self, visit: Visit) -> ResponseReturnValue:
        """Return a new challenge's id and the options for the browser, as JSON; 409 for a name that will not do."""
        if self._find_name_fault(visit) is not None:
            return "", 409
        challenge_id, options = self.parts.keys.ask(get_person(visit), bond_of(visit), visit.now)
        return jsonify(challenge_id=challenge_id, options=options)

    def add(self, visit: Visit) -> ResponseReturnValue:
        """Add the key that the browser answered with, or say why it was not added."""
        if fault := self._find_name_fault(visit):
            return self._show(Problem(NAME_FIELD, fault))
        name, sent = read_device_name(request.form.get(NAME_FIELD, "")), request.form.get("answer", "")
        if not name or not sent:
            return self._show(Problem(START, "keys.fault.no_answer"))
        challenge_id = request.form.get("challenge_id", "")
        added = self.parts.keys.add(
            get_person(visit), bond_of(visit), challenge_id, sent, name, visit.language, visit.now, visit.zone
        )
        if isinstance(added, Credential):
            return go_to(".show_keys", done="added" if added.is_passkey else "added_key")
        field = NAME_FIELD if added is NotAdded.TAKEN else START
        return self._show(Problem(field, f"keys.fault.{added.value}"))

    def _find_name_fault(self, visit: Visit) -> str | None:
        """Return the text for the name that was typed; None when a key can have it."""
        name = read_device_name(request.form.get(NAME_FIELD, ""))
        is_free = name is not None and not self.parts.keys.has_name(get_person(visit).person_id, name)
        return None if is_free else name_fault(name)

    @staticmethod
    def _show(problem: Problem) -> ResponseReturnValue:
        typed = request.form.get(NAME_FIELD, "")
        return render_template("portal/key_add.html", typed=typed, problems=(problem,)), 422


def bond_of(visit: Visit) -> Bond:
    """Return what the challenge is tied to: this person's signed-in time in this browser."""
    if visit.session is None:
        raise LookupError("nobody is signed in")
    return Bond(Purpose.ENROL, visit.browser_hash, visit.session.sid, visit.session.person_id)
