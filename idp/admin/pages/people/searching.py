"""The page on which people are found. What was searched for travels sealed in the address, so that back and reload work."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import PeopleParts
from idp.admin.people.envelope import BadEnvelope
from idp.admin.people.finder import MOST_TYPED, Asked, Listed
from idp.errors import Problem
from idp.methods.reset import State

FIELDS = ("typed", "realm", "group")


@dataclass(frozen=True, slots=True)
class SearchPages:
    """The page `/people`."""

    parts: PeopleParts

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show the form, and who was found."""
        asked = self._open(caller, request.args.get("found", ""))
        if asked is None:
            return self._page(caller, {}, None)
        try:
            wanted = Asked(asked["typed"], asked["realm"], asked["group"], request.args.get("after"))
            listed = self.parts.finder.find(caller.actor, wanted, caller.visit.now)
        except BadEnvelope:
            return redirect(url_for(".people", found=request.args["found"]), 303)
        return self._page(caller, asked, listed)

    def send(self, caller: Caller) -> ResponseReturnValue:
        """Seal what is searched for and go to the page that answers it."""
        typed = {name: request.form.get(name, "").strip()[:MOST_TYPED] for name in FIELDS}
        if not any(typed.values()):
            return self._page(caller, typed, None, (Problem("typed", "console_people.search.missing"),)), 422
        if typed["realm"] not in self.parts.realms:
            typed["realm"] = ""
        return redirect(url_for(".people", found=self.parts.envelopes.close(caller.actor, typed)), 303)

    def _open(self, caller: Caller, sealed: str) -> Mapping[str, str] | None:
        """Return what was searched for; None when nothing was, or by somebody else."""
        if not sealed:
            return None
        try:
            holds = self.parts.envelopes.open(caller.actor, sealed)
        except BadEnvelope:
            return None
        found: dict[str, Any] = {name: holds.get(name) for name in FIELDS}
        return found if all(isinstance(value, str) for value in found.values()) else None

    def _page(
        self,
        caller: Caller,
        asked: Mapping[str, str],
        listed: Listed | None,
        problems: tuple[Problem, ...] = (),
    ) -> str:
        services = self.parts.policy.services.values()
        waiting = [
            reset
            for reset in self.parts.resetting.list_latest(caller.actor, caller.visit.now)
            if reset.state_at(caller.visit.now) is State.WAITING
        ]
        return render_template(
            "admin/people/search.html",
            asked=asked,
            listed=listed,
            found=request.args.get("found", ""),
            is_first="after" not in request.args,
            realms=self.parts.realms,
            groups=sorted({group for service in services for group in service.groups}),
            waiting=waiting,
            problems=problems,
        )
