"""Where shall we send the code? Asked at every sign-in of someone with two numbers."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.mask import mask_number
from idp.methods.number import Number
from idp.signin.pages.door import Door
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskCode, ChooseNumber


@dataclass(frozen=True, slots=True)
class NumberPage:
    """Shown before the code is sent, and again to whoever wants it sent to the other number."""

    door: Door
    name: ClassVar[str] = "number"

    def fits(self, opened: Opened) -> bool:
        if isinstance(opened.step, ChooseNumber):
            return True
        return isinstance(opened.step, AskCode) and opened.step.number is not None and has_two_numbers(opened)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        numbers = [(number.number_id, mask_number(number.e164)) for number in numbers_of(opened)]
        other_ways = has_other_ways(self.door, opened)
        return render_template(
            "signin/number.html", opened=opened, numbers=numbers, problems=problems, has_other_ways=other_ways
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        number_id = request.form.get("number", "")
        if number_id not in {number.number_id for number in numbers_of(opened)}:
            return self.show(opened, (Problem("number", "signin.number.missing"),)), 422
        return self.door.save_and_go_on(replace(opened.interaction, number_id=number_id))


def numbers_of(opened: Opened) -> tuple[Number, ...]:
    """Return the numbers of the person; none before the password."""
    return opened.case.holdings.numbers if opened.case.holdings else ()


def has_two_numbers(opened: Opened) -> bool:
    """Say whether there is a number to choose."""
    return len(numbers_of(opened)) > 1
