"""The console's own sign-in: it begins here, ends at the callback, and is left again."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.admin.console.relying_party import BadAnswer
from idp.admin.pages.console.parts import ConsoleParts
from idp.admin.recency import OPENS_WITHIN
from idp.policy.rules import CONSOLE
from idp.sessions.cookies import Cookie

START: Final = "/admin"


@dataclass(frozen=True, slots=True)
class SigningInPages:
    """The addresses `/admin/sign-in`, `/admin/callback` and `/admin/leave`."""

    parts: ConsoleParts

    def begin(self) -> ResponseReturnValue:
        """Send the browser to the authorization endpoint."""
        if CONSOLE not in self.parts.policy.services:
            abort(404)
        visit = self.parts.visiting.current()
        back = read_back(request.args.get("back", ""))
        is_fresh = request.args.get("fresh") == "1"
        asked = self.parts.entering.ask(visit, back, is_fresh=is_fresh, within=OPENS_WITHIN)
        return redirect(asked, 303)

    def finish(self) -> ResponseReturnValue:
        """Take the answer: go to the page that was asked for, or say what happened and offer the way on."""
        visit = self.parts.visiting.current()
        state = request.args.get("state", "")
        pending = self.parts.entering.take(visit, state, visit.browser_hash)
        if pending is None:
            return self._stop("stale", START)
        if "error" in request.args:
            return self._stop("refused", pending.back)
        try:
            secret = self.parts.entering.enter(
                visit, pending, request.args.get("code", ""), request.args.get("iss", "")
            )
        except BadAnswer:
            return self._stop("stale", pending.back)
        self.parts.visiting.keep(Cookie.CONSOLE, secret)
        return redirect(pending.back, 303)

    def leave(self) -> ResponseReturnValue:
        """Leave the console; the person stays signed in at the portal."""
        self.parts.visiting.check_form()
        secret = self.parts.cookies.read(request, Cookie.CONSOLE)
        if secret is not None:
            self.parts.entering.leave(secret)
        self.parts.visiting.keep(Cookie.CONSOLE, None)
        return redirect("/", 303)

    def _stop(self, why: str, back: str) -> ResponseReturnValue:
        return render_template("admin/console/stopped.html", why=why, back=back), 400


def read_back(written: str) -> str:
    """Return the page of the console to come back to; the start for anything that is no such path."""
    parts = urlsplit(written)
    is_ours = parts.path == START or parts.path.startswith(f"{START}/")
    is_plain = not parts.scheme and not parts.netloc and "\\" not in written and written.isprintable()
    return written if is_ours and is_plain and len(written) <= 1000 else START
