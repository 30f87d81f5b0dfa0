"""The security key, or a passkey used as one, after the password."""

from dataclasses import dataclass
from typing import ClassVar

from flask import render_template
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.webauthn.challenge import Purpose
from idp.signin.pages.ceremony import ask, check, show_failure
from idp.signin.pages.door import Door
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskKey
from idp.signin.steps.keys import Recognised


@dataclass(frozen=True, slots=True)
class KeyPage:
    """A touch is enough: the password has been given."""

    door: Door
    name: ClassVar[str] = "key"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskKey)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        other_ways = has_other_ways(self.door, opened)
        return render_template("signin/key.html", opened=opened, problems=problems, has_other_ways=other_ways)

    def ask(self, opened: Opened) -> ResponseReturnValue:
        """Return a challenge for one of the person's own keys."""
        return ask(self.door, opened, Purpose.KEY)

    def submit(self, opened: Opened) -> ResponseReturnValue:
        outcome = check(self.door, opened, Purpose.KEY)
        if not isinstance(outcome, Recognised):
            return show_failure(self, opened, outcome)
        if opened.interaction.bar is not None:
            return self.door.tell_barred(opened)
        return self.door.let_in(opened, outcome.person, *outcome.methods)
