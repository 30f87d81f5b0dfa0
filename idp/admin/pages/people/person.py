"""One person's page, and the pages that confirm what is done to them."""

from dataclasses import dataclass
from functools import partial

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.actor import Actor
from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import PeopleParts, write_moment
from idp.admin.people.helped import Done, NotDone, UnknownPerson
from idp.admin.people.sheet import Sheet
from idp.admin.permissions import Permission
from idp.methods.reset import State


@dataclass(frozen=True, slots=True)
class PersonPages:
    """The pages `/people/<id>`, `/people/<id>/unlock` and `/people/<id>/end`."""

    parts: PeopleParts

    def show(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Show all there is about the person."""
        sheet, language = self.open(caller, person_id), caller.visit.language
        return render_template(
            "admin/people/person.html",
            sheet=sheet,
            person=sheet.person,
            open_resets=[one for one in sheet.resets if one.state_at(caller.visit.now) is State.WAITING],
            may_help=caller.actor.may(Permission.PEOPLE_HELP) and caller.actor.person_id != person_id,
            may_keep=caller.actor.may(Permission.PEOPLE_WRITE) and is_kept_for(caller.actor, sheet),
            sees_numbers=caller.actor.may(Permission.PEOPLE_PROTECTED),
            when=write_moment,
            where=partial(self.parts.name_zone, language=language),
            done=request.args.get("done"),
        )

    def ask_unlock(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Say what unlocking does, before it is done."""
        sheet = self.open(caller, person_id)
        return render_template(
            "admin/people/unlock.html", sheet=sheet, person=sheet.person, when=write_moment
        )

    def unlock(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Unlock, and go back to the person."""
        try:
            done = self.parts.desk.unlock(caller.actor, person_id, caller.visit.now)
        except UnknownPerson:
            abort(404)
        return self._go_to(person_id, "unlocked" if isinstance(done, Done) else done.value)

    def ask_end(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Say which sign-ins will end, before they do; `sid` names one of them."""
        sheet, sid = self.open(caller, person_id), request.args.get("sid")
        ending = [one for one in sheet.running if sid in (None, one.session.sid)]
        if not ending and sid is not None:
            return self._go_to(person_id, NotDone.NOTHING.value)
        return render_template(
            "admin/people/end.html",
            sheet=sheet,
            person=sheet.person,
            ending=ending,
            sid=sid,
            when=write_moment,
            where=partial(self.parts.name_zone, language=caller.visit.language),
        )

    def end(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """End one sign-in or all, and go back to the person."""
        actor, now, sid = caller.actor, caller.visit.now, request.form.get("sid")
        desk = self.parts.desk
        done = desk.end_one(actor, person_id, sid, now) if sid else desk.end_all(actor, person_id, now)
        return self._go_to(person_id, "ended" if isinstance(done, Done) else done.value)

    def open(self, caller: Caller, person_id: str) -> Sheet:
        """Return the person's sheet; answer 404 for nobody."""
        try:
            return self.parts.desk.open(caller.actor, person_id, caller.visit.now)
        except UnknownPerson:
            abort(404)

    def _go_to(self, person_id: str, done: str) -> ResponseReturnValue:
        return redirect(url_for(".person", person_id=person_id, done=done), 303)


def is_kept_for(actor: Actor, sheet: Sheet) -> bool:
    """Say whether the account is one of the local directory, and not the actor's own."""
    return sheet.account is not None and actor.person_id != sheet.person.person_id
