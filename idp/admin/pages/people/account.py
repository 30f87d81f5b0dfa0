"""The pages on which a single account of the local directory is kept: its groups, and whether it may sign in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.actor import Forbidden
from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import PeopleParts
from idp.admin.pages.people.person import PersonPages, is_kept_for
from idp.admin.people.barring import Barring
from idp.admin.people.grouping import MOST, AlwaysMoving, BothWays, Grouping, MeansEverybody
from idp.admin.people.helped import Done, NotDone, UnknownPerson
from idp.admin.people.sheet import Sheet
from idp.errors import Problem
from idp.people.checking import BadPerson
from idp.policy.rules import EVERYONE

Against = BadPerson | BothWays | AlwaysMoving | Forbidden
"""What the desk says against a change of groups."""


@dataclass(frozen=True, slots=True)
class AccountPages:
    """The pages `/people/<id>/groups` and `/people/<id>/access`. Whoever another directory keeps has neither."""

    parts: PeopleParts
    person: PersonPages
    grouping: Grouping
    barring: Barring

    def ask_groups(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Show the groups, to leave and to join."""
        return self._groups(self._open(caller, person_id))

    def change_groups(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Change them, and go back to the person; or say what is wrong, with what was typed still there."""
        sheet = self._open(caller, person_id)
        leaves = request.form.getlist("leave")
        joins = [line.strip() for line in request.form.get("join", "").splitlines() if line.strip()]
        if problem := find_fault(joins, leaves):
            return self._groups(sheet, (problem,)), 422
        try:
            done = self.grouping.change(caller.actor, person_id, joins, leaves, caller.visit.now)
        except (BadPerson, BothWays, AlwaysMoving, Forbidden) as fault:
            status = 409 if isinstance(fault, AlwaysMoving) else 422
            return self._groups(sheet, (Problem("join", word_fault(fault)),)), status
        except UnknownPerson:
            abort(404)
        return go_to(person_id, done.value if isinstance(done, NotDone) else "regrouped")

    def ask_access(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Say what keeping the person out does, or letting them in, before it is done."""
        sheet = self._open(caller, person_id)
        return render_template("admin/people/access.html", sheet=sheet, person=sheet.person)

    def bar(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Keep the person out or let them in, as the button says, and go back to them."""
        acts: dict[str, tuple[Callable[..., Done | NotDone], str]] = {
            "bar": (self.barring.bar, "barred"),
            "let_in": (self.barring.let_in, "let_in"),
        }
        act, told = acts.get(request.form.get("action", "")) or abort(400)
        try:
            done = act(caller.actor, person_id, caller.visit.now)
        except UnknownPerson:
            abort(404)
        return go_to(person_id, done.value if isinstance(done, NotDone) else told)

    def _open(self, caller: Caller, person_id: str) -> Sheet:
        """Return the sheet of somebody who is kept here; answer 404 for anybody else."""
        sheet = self.person.open(caller, person_id)
        if not is_kept_for(caller.actor, sheet):
            abort(404)
        return sheet

    def _groups(self, sheet: Sheet, problems: tuple[Problem, ...] = ()) -> str:
        known = {group for service in self.parts.policy.services.values() for group in service.groups}
        return render_template(
            "admin/people/groups.html",
            sheet=sheet,
            person=sheet.person,
            known=sorted(known - sheet.person.groups - {EVERYONE}),
            joins=request.form.get("join", ""),
            leaves=request.form.getlist("leave"),
            problems=problems,
        )


def find_fault(joins: list[str], leaves: list[str]) -> Problem | None:
    """Return what is wrong with the form before anybody is asked; None when nothing is."""
    if not joins and not leaves:
        return Problem("join", "console_account.groups.nothing")
    if len(joins) + len(leaves) > MOST:
        return Problem("join", "console_account.groups.many", {"n": MOST})
    return None


def word_fault(fault: Against) -> str:
    """Return the text of what the desk says against a change."""
    match fault:
        case Forbidden():
            return "console_account.groups.brings"
        case BothWays():
            return "console_account.groups.both"
        case AlwaysMoving():
            return "console_account.groups.moving"
        case MeansEverybody():
            return "console_account.groups.everybody"
        case BadPerson():
            return "console_account.groups.name"
        case _:
            assert_never(fault)


def go_to(person_id: str, done: str) -> ResponseReturnValue:
    """Return to the person's page, which says what was done."""
    return redirect(url_for(".person", person_id=person_id, done=done), 303)
