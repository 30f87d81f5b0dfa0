"""How long is left: asked without being activity, extended by the person's own click, and told when it is over."""

from dataclasses import dataclass
from datetime import timedelta

from flask import jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.portal.parts import PortalParts
from idp.portal.time_left import TimeLeft, measure_time_left
from idp.portal.way_back import read_way_back
from idp.sessions.session import End, Lifetimes
from idp.signin.visit import Visit

SIGNED_OUT = {"is_signed_in": False, "expires_in": 0, "warns_in": 0, "can_extend": False}
ENDED = "/session/ended"


@dataclass(frozen=True, slots=True)
class TimePages:
    """The pages below `/session`. Only `extend` counts as activity."""

    parts: PortalParts

    def left(self, visit: Visit) -> TimeLeft | None:
        """Return what is left of the visit's session; None without one."""
        if visit.session is None:
            return None
        settings = self.parts.config.sessions
        lifetimes = Lifetimes(settings.idle, settings.absolute)
        return measure_time_left(
            visit.session, lifetimes, timedelta(seconds=settings.warning_seconds), visit.now
        )

    def state(self) -> ResponseReturnValue:
        """Answer with the time left as JSON."""
        left = self.left(self.parts.visiting.peek())
        return jsonify(left.to_json() if left else SIGNED_OUT)

    def extend(self) -> ResponseReturnValue:
        """Count as activity; answer a script with the time left, a form with the page it stood on."""
        visit = self.parts.visiting.current()
        left = self.left(visit)
        if left is not None:
            self.parts.visiting.check_form()
        if request.accept_mimetypes.best == "application/json":
            return jsonify(left.to_json() if left else SIGNED_OUT)
        return redirect(read_way_back(request.form.get("back")) if left else ENDED, 303)

    def ending(self) -> ResponseReturnValue:
        """Warn someone without scripts. The page itself turns to `ended` when the time is over."""
        left, back = self.left(self.parts.visiting.peek()), read_way_back(request.args.get("back"))
        if left is None:
            return redirect(ENDED, 303)
        page = render_template("portal/ending.html", left=left, back=back, standing=None)
        response = make_response(page)
        response.headers["Refresh"] = f"{left.seconds + 1}; url={ENDED}"
        return response

    def ended(self) -> ResponseReturnValue:
        """Say once why the person is signed out, and have the browser forget; who is signed in goes on."""
        visit, back = self.parts.visiting.peek(), read_way_back(request.args.get("back"))
        if visit.session is not None:
            return redirect(back, 303)
        if visit.ended is not None:
            self.parts.visiting.sign_out()
        settings = self.parts.config.sessions
        lasted = settings.absolute_hours if visit.ended is End.TOO_OLD else settings.idle_minutes
        return render_template("portal/ended.html", why=visit.ended or "unknown", lasted=lasted, back=back)
