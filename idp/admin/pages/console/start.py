"""The console's start page, and the form by which the first administrator begins."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.actor import Actor
from idp.admin.pages.console.gate import ConsoleGate
from idp.admin.pages.console.parts import Attention, ConsoleParts, FindAttention
from idp.errors import Problem
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class StartPages:
    """The pages `/admin` and `/admin/begin`; they open to whoever the policy lets in, with or without a role."""

    parts: ConsoleParts
    gate: ConsoleGate
    finders: tuple[FindAttention, ...]

    def show(self) -> ResponseReturnValue:
        """Show what this person can do and what waits for them; without a role, how one gets one."""
        actor = self.gate.find_actor()
        if not isinstance(actor, Actor):
            return actor
        if not actor.permissions:
            return render_template("admin/console/no_role.html"), 403
        visit = self.parts.visiting.current()
        return render_template(
            "admin/console/start.html", roles=sorted(actor.roles), waiting=self._find_waiting(actor, visit)
        )

    def ask_key(self) -> ResponseReturnValue:
        """Show the form for the starting key."""
        actor = self.gate.find_fresh_actor()
        return self._form() if isinstance(actor, Actor) else actor

    def use_key(self) -> ResponseReturnValue:
        """Make the person an administrator by the key, or say that it is none."""
        actor = self.gate.find_fresh_actor()
        if not isinstance(actor, Actor):
            return actor
        self.parts.visiting.check_form()
        visit = self.parts.visiting.current()
        if self.parts.entering.use_key(visit, request.form.get("key", "")):
            return redirect("/admin", 303)
        return self._form((Problem("key", "console.begin.wrong"),)), 422

    def _form(self, problems: tuple[Problem, ...] = ()) -> str:
        return render_template("admin/console/begin.html", problems=problems)

    def _find_waiting(self, actor: Actor, visit: Visit) -> list[Attention]:
        found = [one for find in self.finders for one in find(actor, visit)]
        return sorted(found, key=lambda one: not one.is_urgent)
