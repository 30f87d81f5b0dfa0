"""The pages on which methods are reset: asked for, approved by a colleague, cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from idp.admin.asking import find_choice
from idp.admin.pages.console_page import Caller
from idp.admin.pages.people.parts import PeopleParts, write_moment
from idp.admin.pages.people.person import PersonPages
from idp.admin.people.finder import name_person
from idp.admin.people.helped import Done, NotDone, UnknownPerson
from idp.admin.people.resetting import UnknownReset
from idp.errors import Problem
from idp.methods.bypass import Checked, Reason
from idp.methods.reset import Reset, State, read_item
from idp.people.person import Person

GONE = "–"


@dataclass(frozen=True, slots=True)
class ResetLine:
    """One request in words, as the reader may know those it names."""

    reset: Reset
    state: State
    name: str
    asked_by: str
    approved_by: str | None
    may_approve: bool

    @property
    def counts(self) -> dict[str, int]:
        """How many things of each kind it is about."""
        kinds = [item.kind.value for item in self.reset.items]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}

    @property
    def is_open(self) -> bool:
        """Say whether it waits for somebody."""
        return self.state is State.WAITING


@dataclass(frozen=True, slots=True)
class ResetPages:
    """The pages `/people/<id>/reset`, `/resets` and `/resets/<id>`."""

    parts: PeopleParts
    person: PersonPages

    def ask(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Show what can be taken away, and what happens then."""
        return self._form(caller, person_id)

    def send(self, caller: Caller, person_id: str) -> ResponseReturnValue:
        """Ask for it, or say what is missing."""
        form = request.form
        items = [item for item in map(read_item, form.getlist("item")) if item is not None]
        reason, checked = find_choice(Reason, form.get("reason")), find_choice(Checked, form.get("checked"))
        given = {"item": items, "reason": reason, "checked": checked}
        missing = tuple(
            Problem(name, f"console_people.reset.missing.{name}")
            for name, value in given.items()
            if not value
        )
        if missing or reason is None or checked is None:
            return self._form(caller, person_id, missing), 422
        try:
            answer = self.parts.resetting.ask(
                caller.actor, person_id, items, reason, checked, caller.visit.now
            )
        except UnknownPerson:
            abort(404)
        if isinstance(answer, Reset):
            return redirect(url_for(".reset", reset_id=answer.reset_id, done="asked"), 303)
        done = "reset" if isinstance(answer, Done) else answer.value
        return redirect(url_for(".person", person_id=person_id, done=done), 303)

    def list(self, caller: Caller) -> ResponseReturnValue:
        """List what waits, and what is over since two days."""
        resets = self.parts.resetting.list_latest(caller.actor, caller.visit.now)
        known = self.parts.resetting.find_people(resets, caller.visit.now)
        lines = [self._write(caller, reset, known) for reset in resets]
        return render_template(
            "admin/people/resets.html",
            waiting=[line for line in lines if line.is_open],
            past=[line for line in lines if not line.is_open],
            when=write_moment,
        )

    def show(self, caller: Caller, reset_id: str) -> ResponseReturnValue:
        """Show one request, and what this member of staff can do about it."""
        try:
            reset = self.parts.resetting.get(caller.actor, reset_id)
        except UnknownReset:
            abort(404)
        return render_template(
            "admin/people/reset.html",
            line=self._write(caller, reset, self.parts.resetting.find_people((reset,), caller.visit.now)),
            when=write_moment,
            done=request.args.get("done"),
        )

    def act(self, caller: Caller, reset_id: str) -> ResponseReturnValue:
        """Approve or cancel; each is judged again by what the request is now."""
        resetting, action = self.parts.resetting, request.form.get("action")
        steps = {"approve": (resetting.approve, "reset"), "cancel": (resetting.cancel, "cancelled")}
        if action not in steps:
            abort(400)
        step, word = steps[action]
        try:
            done = step(caller.actor, reset_id, caller.visit.now)
        except (UnknownReset, UnknownPerson):
            abort(404)
        word = done.value if isinstance(done, NotDone) else word
        return redirect(url_for(".reset", reset_id=reset_id, done=word), 303)

    def _form(self, caller: Caller, person_id: str, problems: tuple[Problem, ...] = ()) -> str:
        sheet = self.person.open(caller, person_id)
        return render_template(
            "admin/people/ask_reset.html",
            sheet=sheet,
            person=sheet.person,
            is_own=caller.actor.person_id == person_id,
            takes_two=self.parts.resetting.takes_two,
            reasons=tuple(Reason),
            checks=tuple(Checked),
            chosen=request.form.getlist("item"),
            typed=request.form,
            when=write_moment,
            problems=problems,
        )

    def _write(self, caller: Caller, reset: Reset, known: Mapping[str, Person]) -> ResetLine:
        def name(person_id: str) -> str:
            person = known.get(person_id)
            return name_person(person, caller.actor) if person else GONE

        state = reset.state_at(caller.visit.now)
        return ResetLine(
            reset=reset,
            state=state,
            name=name(reset.person_id),
            asked_by=name(reset.asked_by),
            approved_by=name(reset.approved_by) if reset.approved_by else None,
            may_approve=state is State.WAITING and not reset.involves(caller.actor.person_id),
        )
