"""Asks someone at the workplace who could not sign in from home to set up a second factor now, at most once a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.policy.rules import Policy
from idp.sessions.cookies import Cookie
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened
from idp.signin.step import OfferProtection

WAYS: Final[Mapping[str, str]] = {
    "totp": "/settings/devices/add",
    "passkey": "/settings/keys/add",
    "sms": "/settings/numbers",
}
"""Where a method is set up, the recommended first. What the person came for waits under `interaction`."""


@dataclass(frozen=True, slots=True)
class ProtectPage:
    """An offer, never a demand: «Inte nu» goes on to what the person came for."""

    door: Door
    name: ClassVar[str] = "protect"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, OfferProtection)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        methods = list_offered(self.door.parts.policy)
        return render_template("signin/protect.html", opened=opened, methods=methods, problems=problems)

    def submit(self, opened: Opened) -> ResponseReturnValue:
        self.door.parts.visiting.keep(Cookie.NOT_NOW, "1")
        way = WAYS.get(request.form.get("action", ""))
        if way is not None:
            return redirect(f"{way}?interaction={opened.interaction.interaction_id}", 303)
        return redirect(self.door.parts.flow.finish(opened.interaction, opened.visit), 303)


def list_offered(policy: Policy) -> tuple[str, ...]:
    """Return the methods worth setting up: those that some zone outside lets anybody in with."""
    outside = (name for zone in policy.zones.order for name in zone.offers if not zone.inside)
    levels = filter(None, map(policy.levels.get, outside))
    taken = {method for level in levels for method in level.methods}
    return tuple(method for method in WAYS if method in taken)
