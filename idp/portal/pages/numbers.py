"""Mina SMS-nummer: one form of two fields, from the workplace only."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.portal.numbers import fill_form, keep_typed, read_numbers
from idp.portal.pages.journey import go_to
from idp.portal.pages.only_here import stay_only_here
from idp.portal.parts import PortalParts
from idp.signin.pages.gate import get_person
from idp.signin.visit import Visit


@dataclass(frozen=True, slots=True)
class NumberPages:
    """The page `/settings/numbers`. `done` in its address says what the form did."""

    parts: PortalParts

    def show(self, visit: Visit) -> ResponseReturnValue:
        """Show the form with the numbers there are."""
        numbers = self.parts.numbers.list(get_person(visit).person_id)
        return self._form(fill_form(tuple(number.e164 for number in numbers)))

    def save(self, visit: Visit) -> ResponseReturnValue:
        """Make what the form states the person's numbers, or show the form with what is wrong with it."""
        read = read_numbers(request.form, self.parts.config.codes.countries)
        if problems := tuple(fault for fault in read if isinstance(fault, Problem)):
            return self._form(keep_typed(request.form), problems), 422
        numbers = tuple(number for number in read if isinstance(number, str))
        person = get_person(visit)
        before = {number.e164 for number in self.parts.numbers.list(person.person_id)}
        is_changed = self.parts.numbers.change(person, numbers, visit.language, visit.now, visit.zone)
        if is_changed and not before <= set(numbers):
            stay_only_here(self.parts, visit)
        done = "saved" if numbers else "saved_none"
        return go_to(".show_numbers", done=done if is_changed else "unchanged")

    def _form(self, filled: Mapping[str, str], problems: tuple[Problem, ...] = ()) -> str:
        return render_template(
            "portal/numbers.html",
            filled=filled,
            problems=problems,
            done=request.args.get("done"),
        )
