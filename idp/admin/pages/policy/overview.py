"""The policy's start page, and each published version: its text, what it changed, and the way back to it."""

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.pages.console_page import Caller
from idp.admin.pages.policy.reading import Reading
from idp.admin.policy.reviewing import list_difference
from idp.policy.drafts.version import Version


@dataclass(frozen=True, slots=True)
class OverviewPages:
    """The pages `/admin/policy` and `/admin/policy/versions/<number>`."""

    reading: Reading

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show what is in force, what is drafted, and what was published before."""
        desk = self.reading.desk
        return render_template(
            "admin/policy/overview.html",
            overview=desk.reviewing.look_over(caller.actor),
            policy=desk.policy,
            words=self.reading.words(caller),
            name_of=self.reading.names(caller),
            done=request.args.get("done"),
        )

    def version(self, caller: Caller, number: int) -> ResponseReturnValue:
        """Show one version, and what it changed of the one before."""
        return self._page(caller, self.reading.get_version(caller.actor, number))

    def roll_back(self, caller: Caller, number: int) -> ResponseReturnValue:
        """Put the version in force again, or say why that is not done."""
        version = self.reading.get_version(caller.actor, number)
        reason, now = request.form.get("reason", ""), caller.visit.now
        done = self.reading.desk.publishing.roll_back(caller.actor, number, reason, now)
        if isinstance(done, Version):
            return redirect(url_for(".policy", done="rolled_back"), 303)
        return self._page(caller, version, self.reading.words(caller).objection(done)), 422

    def _page(self, caller: Caller, version: Version, objections: tuple[str, ...] = ()) -> str:
        reviewing = self.reading.desk.reviewing
        newest, _ = reviewing.load_text()
        before = reviewing.find_version(caller.actor, version.number - 1)
        return render_template(
            "admin/policy/version.html",
            version=version,
            is_in_force=version.number == newest,
            diff=list_difference(before.text, version.text) if before else (),
            objections=objections,
            reason=request.form.get("reason", ""),
            words=self.reading.words(caller),
            name_of=self.reading.names(caller),
        )
