"""The list of temporary codes, and the page of each: who asked, who agreed, and the code, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.lines import SHOWN_FOR, Line, LineWriter
from idp.admin.parts import AdminParts
from idp.methods.bypasses import Refused
from idp.policy.rules import CONSOLE
from idp.policy.when import tell_when
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit, may_open


@dataclass(frozen=True, slots=True)
class BypassPages:
    """The pages `/helpdesk` and `/helpdesk/<id>`. `done` in the address says what the last form did."""

    parts: AdminParts

    def list(self, visit: Visit) -> ResponseReturnValue:
        """List what waits or can be used, and what was handed out these last days."""
        writer = LineWriter(self.parts.directories.find_person, visit.now)
        lines = [writer.write(one) for one in self.parts.bypasses.list_since(visit.now - SHOWN_FOR)]
        return render_template(
            "admin/bypasses.html",
            current=[line for line in lines if line.is_open],
            past=[line for line in lines if not line.is_open],
            when=self._when(visit),
            me=get_person(visit),
            leads_to_console=may_open(self.parts.policy, visit, CONSOLE),
        )

    def show(self, visit: Visit, bypass_id: str) -> ResponseReturnValue:
        """Show one request and what this member of staff can do about it."""
        return self._page(visit, self._find(visit, bypass_id))

    def act(self, visit: Visit, bypass_id: str) -> ResponseReturnValue:
        """Approve, show or cancel; each is judged again by what the request is now."""
        staff, bypasses = get_person(visit), self.parts.bypasses
        action = request.form.get("action")
        if action == "approve":
            refused = bypasses.approve(staff, bypass_id, visit.now)
            return self._go_to(bypass_id, str(refused) if refused else "approved")
        if action == "cancel":
            is_cancelled = bypasses.cancel(staff, bypass_id, visit.now)
            return self._go_to(bypass_id, "cancelled" if is_cancelled else "over")
        return self._show_code(visit, bypass_id) if action == "show" else abort(400)

    def _show_code(self, visit: Visit, bypass_id: str) -> ResponseReturnValue:
        """Show the code, this once: the page that holds it is the answer to a form and can be opened no second time."""
        line = self._find(visit, bypass_id)
        if line.person is None or not line.person.is_active:
            return self._go_to(bypass_id, "gone")
        code = self.parts.bypasses.show(get_person(visit), line.person, bypass_id, visit.now)
        if isinstance(code, Refused):
            return self._go_to(bypass_id, str(code))
        return self._page(visit, self._find(visit, bypass_id), code)

    def _page(self, visit: Visit, line: Line, code: str | None = None) -> str:
        return render_template(
            "admin/bypass.html",
            line=line,
            code=code,
            when=self._when(visit),
            me=get_person(visit),
            done=request.args.get("done"),
        )

    def _find(self, visit: Visit, bypass_id: str) -> Line:
        bypass = self.parts.bypasses.find(bypass_id)
        if bypass is None:
            abort(404)
        return LineWriter(self.parts.directories.find_person, visit.now).write(bypass)

    def _go_to(self, bypass_id: str, done: str) -> ResponseReturnValue:
        return redirect(url_for(".bypass", bypass_id=bypass_id, done=done), 303)

    def _when(self, visit: Visit) -> Callable[[datetime], str]:
        """Return what writes a moment in the reader's words."""
        return partial(tell_when, now=visit.now, t=self.parts.texts(visit), language=visit.language)
