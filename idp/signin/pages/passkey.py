"""The passkey alone: it says who the person is, and needs no password."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.webauthn.challenge import Purpose
from idp.signin.pages.ceremony import ask, check, show_failure
from idp.signin.pages.door import Door
from idp.signin.pages.method import find_passkey_way, has_other_ways, takes_passkey
from idp.signin.pages.page import Opened
from idp.signin.step import AskPasskey
from idp.signin.steps.keys import Recognised


@dataclass(frozen=True, slots=True)
class PasskeyPage:
    """Open at every step before the password too: whoever has a passkey need not say where they work."""

    door: Door
    name: ClassVar[str] = "passkey"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskPasskey) or takes_passkey(self.door, opened)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        other_ways = has_other_ways(self.door, opened)
        return render_template(
            "signin/passkey.html", opened=opened, problems=problems, has_other_ways=other_ways
        )

    def ask(self, opened: Opened) -> ResponseReturnValue:
        """Return a challenge for any passkey that the browser finds, or for one of the person's own."""
        return ask(self.door, opened, Purpose.PASSKEY)

    def submit(self, opened: Opened) -> ResponseReturnValue:
        """Let in whoever the passkey belongs to, by the passkey, whatever was chosen before."""
        outcome = check(self.door, opened, Purpose.PASSKEY)
        if not isinstance(outcome, Recognised):
            return show_failure(self, opened, outcome)
        way = find_passkey_way(self.door, opened)
        level = way.name if way and way.is_for(outcome.person.realm) else None
        came = replace(opened, interaction=replace(opened.interaction, level=level))
        return self.door.let_in(came, outcome.person, *outcome.methods)
