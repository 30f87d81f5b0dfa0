"""Mina inloggningar: what is open in one's name, each with a button that ends it, and what happened before."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.portal.parts import PortalParts
from idp.portal.past_words import PastWriter
from idp.sessions.session import Session
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit

PATH = "/sign-ins"


@dataclass(frozen=True, slots=True)
class SignInPages:
    """The page `/sign-ins` and its forms. `done` in its address says what the last form did."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show what is open and a page of the past; `before` in the address is where an older page begins."""
        past, person, session = self.parts.past, get_person(visit), get_session(visit)
        before = read_place(request.args.get("before"))
        sign_ins, older = past.list_sign_ins(person.person_id, before, visit.now)
        running = past.list_running(person.person_id, visit.now) if before is None else ()
        writer = self._writer(visit)
        return render_template(
            "portal/sign_ins.html",
            lines=[writer.write(one) for one in sign_ins],
            running=sorted(
                (writer.write_running(one, session.sid) for one in running), key=lambda one: not one.is_here
            ),
            older=older,
            is_first=before is None,
            done=request.args.get("done"),
        )

    def end(self, visit: Visit) -> ResponseReturnValue:
        """End the session that the form names; one's own is signed out of."""
        sid = request.form.get("sid", "")
        is_ended = self.parts.past.end(get_person(visit).person_id, sid, visit.now)
        if sid == get_session(visit).sid:
            return self._leave()
        return redirect(f"{PATH}?done={'ended' if is_ended else 'gone'}", 303)

    def end_others(self, visit: Visit) -> ResponseReturnValue:
        """End every other session."""
        ended = self.parts.past.end_others(get_person(visit).person_id, get_session(visit).sid, visit.now)
        return redirect(f"{PATH}?done={'others' if ended else 'gone'}", 303)

    def end_everywhere(self, visit: Visit) -> ResponseReturnValue:
        """End every session, this one too."""
        self.parts.past.end_everywhere(get_person(visit), visit.language, visit.now)
        return self._leave()

    def _leave(self) -> ResponseReturnValue:
        self.parts.visiting.sign_out()
        return redirect("/signed-out", 303)

    def _writer(self, visit: Visit) -> PastWriter:
        with self.parts.begin() as stores:
            clients = {client.client_id: client for client in stores.clients.list()}
        return PastWriter(self.parts.policy, clients, self.parts.texts(visit), visit.language, visit.now)


def get_session(visit: Visit) -> Session:
    """Return the session of who has been let in; raise LookupError for a visit that no gate let in."""
    if visit.session is None:
        raise LookupError("nobody is signed in")
    return visit.session


def read_place(text: str | None) -> int | None:
    """Return the place in the trail that an address names; None when it names none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None
