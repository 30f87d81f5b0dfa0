"""Asks someone at the workplace who could not sign in from home to set up a second factor now, at most once a day."""

from dataclasses import dataclass
from typing import ClassVar

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.sessions.cookies import Cookie
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened
from idp.signin.step import OfferProtection

WAYS = {"app": "/settings/devices/add", "number": "/settings/numbers"}
"""Where each choice leads. What the person came for waits under `interaction`."""


@dataclass(frozen=True, slots=True)
class ProtectPage:
    """An offer, never a demand: «Inte nu» goes on to what the person came for."""

    door: Door
    name: ClassVar[str] = "protect"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, OfferProtection)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        return render_template("signin/protect.html", opened=opened, problems=problems)

    def submit(self, opened: Opened) -> ResponseReturnValue:
        self.door.parts.visiting.keep(Cookie.NOT_NOW, "1")
        way = WAYS.get(request.form.get("action", ""))
        if way is not None:
            return redirect(f"{way}?interaction={opened.interaction.interaction_id}", 303)
        return redirect(self.door.parts.flow.finish(opened.interaction, opened.visit), 303)
