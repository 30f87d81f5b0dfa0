"""Mina passkeys och säkerhetsnycklar: the list, another name, and removal with a page that asks once more."""

from dataclasses import dataclass

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.device_name import read_device_name
from idp.methods.webauthn.credential import Credential
from idp.portal.pages.journey import go_to
from idp.portal.pages.only_here import stay_only_here
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

NAME_FIELD = "key_name"


@dataclass(frozen=True, slots=True)
class KeyPages:
    """The pages below `/settings/keys`. Another person's key does not exist here."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """List the keys. `done` in the address says what the last form did."""
        keys = self.parts.keys.list(get_person(visit).person_id)
        return render_template("portal/keys.html", keys=keys, done=request.args.get("done"))

    def ask_name(self, visit: Visit, key_id: str) -> ResponseReturnValue:
        """Show the form for another name."""
        key, _ = self._find(visit, key_id)
        return render_template("portal/key_name.html", key=key, typed=key.name)

    def rename(self, visit: Visit, key_id: str) -> ResponseReturnValue:
        """Give the key the name typed, or say why it cannot have it."""
        key, _ = self._find(visit, key_id)
        typed = request.form.get(NAME_FIELD, "")
        name = read_device_name(typed)
        if name == key.name:
            return go_to(".show_keys")
        if name and self.parts.keys.rename(get_person(visit), key_id, name, visit.now):
            return go_to(".show_keys", done="renamed")
        problems = (Problem(NAME_FIELD, name_fault(name)),)
        return render_template("portal/key_name.html", key=key, typed=typed, problems=problems), 422

    def ask_removal(self, visit: Visit, key_id: str) -> ResponseReturnValue:
        """Ask whether the key shall go, and say what is lost with the last one."""
        key, others = self._find(visit, key_id)
        return render_template("portal/key_remove.html", key=key, is_last=not others)

    def remove(self, visit: Visit, key_id: str) -> ResponseReturnValue:
        """Forget the key; one that is gone already is gone."""
        is_gone = self.parts.keys.remove(get_person(visit), key_id, visit.language, visit.now, visit.zone)
        if is_gone:
            stay_only_here(self.parts, visit)
        return go_to(".show_keys", done="removed" if is_gone else "gone")

    def _find(self, visit: Visit, key_id: str) -> tuple[Credential, tuple[Credential, ...]]:
        """Return the person's key and their others; 404 when it is not theirs."""
        keys = self.parts.keys.list(get_person(visit).person_id)
        key = next((one for one in keys if one.key_id == key_id), None)
        if key is None:
            abort(404)
        return key, tuple(one for one in keys if one is not key)


def name_fault(name: str | None) -> str:
    """Return the text for a name that could not be given: unreadable, else taken."""
    return "keys.fault.name" if name is None else "keys.fault.taken"
