"""The page that says whether the trail is untouched, checks it, and hands out signed checkpoints."""

from dataclasses import dataclass
from typing import Final

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.audit.lines import tell_moment
from idp.admin.audit.verifying import is_running, percent_done
from idp.admin.pages.audit.parts import AuditPageParts
from idp.admin.pages.console_page import Caller
from idp.audit.checkpoints import BadCheckpoint
from idp.errors import Problem

POINTS_SHOWN: Final = 20
BREAKS_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class ChainPages:
    """The page `/admin/audit/chain`. `done` in the address says what the last form did."""

    parts: AuditPageParts

    def show(self, caller: Caller) -> ResponseReturnValue:
        """Show the last check and the checkpoints."""
        return self._page(caller)

    def verify(self, caller: Caller) -> ResponseReturnValue:
        """Begin a check, against a checkpoint if one was pasted."""
        written = request.form.get("checkpoint", "").strip()
        try:
            against = self.parts.checkpoints.read_checkpoint(written)[0] if written else None
        except BadCheckpoint:
            problem = Problem("checkpoint", "console_audit.problem.checkpoint")
            return self._page(caller, (problem,), written), 422
        self.parts.verifying.start(caller.actor, caller.visit.now, against)
        return redirect(url_for("console.audit_chain", done="started"), 303)

    def download(self, caller: Caller) -> ResponseReturnValue:
        """Sign where the chain ends, and send it as a file."""
        signed = self.parts.checkpoints.make(caller.actor, caller.visit.now)
        name = f"checkpoint-{signed.end.seq}.jwt"
        return Response(
            f"{signed.token}\n",
            content_type="application/jwt",
            headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
        )

    def _page(self, caller: Caller, problems: tuple[Problem, ...] = (), typed: str = "") -> str:
        latest = self.parts.verifying.load_latest(caller.actor)
        made, _ = self.parts.checkpoints.list_made(caller.actor, POINTS_SHOWN)
        writer = self.parts.write_lines(caller)
        now = caller.visit.now
        return render_template(
            "admin/audit/chain.html",
            latest=latest,
            is_running=latest is not None and is_running(latest, now),
            percent=percent_done(latest) if latest else 0,
            breaks=latest.breaks[:BREAKS_SHOWN] if latest else (),
            started_by=(writer.names.find(latest.started_by) or latest.started_by) if latest else "",
            made=[(one, writer.names.find(one.by) or one.by) for one in made],
            when=tell_moment,
            hours=self.parts.checkpoint_hours,
            problems=problems,
            typed=typed,
            done=request.args.get("done"),
        )
