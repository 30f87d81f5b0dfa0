"""Logga ut."""

from dataclasses import dataclass

from flask import redirect
from flask.typing import ResponseReturnValue

from idp.oidc.endpoints.conversion import write_answer
from idp.oidc.logout.farewell import take_leave
from idp.oidc.paths import SIGNED_OUT
from idp.portal.parts import PortalParts
from idp.sessions.session import End


@dataclass(frozen=True, slots=True)
class SigningOut:
    """The form on every signed-in page. It has no page of its own: nobody is signed out by a link."""

    parts: PortalParts

    def sign_out(self) -> ResponseReturnValue:
        """End the session here and at every service that took part; whose session is over already is told so."""
        visiting = self.parts.visiting
        visit = visiting.leaving()
        if visit.session is None:
            return redirect("/session/ended", 303)
        visiting.check_form()
        self.parts.end_session(visit.session, visit.now, End.SIGNED_OUT)
        visiting.sign_out()
        return write_answer(take_leave(self.parts.list_frames(visit.session), SIGNED_OUT))
