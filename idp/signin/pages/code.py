"""The code sent by text message or e-mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.mask import mask_number
from idp.methods.send_code import Sent, TooMany, TooSoon
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.number import has_two_numbers
from idp.signin.pages.page import Opened
from idp.signin.pages.password import minutes_of
from idp.signin.step import AskCode


@dataclass(frozen=True, slots=True)
class CodePage:
    """Says where the code went, takes it, and sends a new one on request. A page that is only looked at sends nothing."""

    door: Door
    name: ClassVar[str] = "code"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskCode)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        sending, number = self.door.parts.sending, step_of(opened).number
        return render_template(
            "signin/code.html",
            opened=opened,
            problems=problems,
            method=step_of(opened).method,
            sent=sending.find_sent(opened.interaction, opened.case, step_of(opened)),
            masked_number=mask_number(number.e164) if number else "",
            is_digits=sending.is_digits,
            can_change_number=number is not None and has_two_numbers(opened),
            has_other_ways=has_other_ways(self.door, opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        if request.form.get("action") == "send":
            return self._send(opened)
        return judge(self.door, self, opened, step_of(opened).method, request.form.get("code", ""))

    def _send(self, opened: Opened) -> ResponseReturnValue:
        if opened.case.known is None:
            return self.door.go_to(opened)
        person, step = opened.case.known.person, step_of(opened)
        match self.door.parts.sending.send(opened.visit, opened.interaction, person, step):
            case Sent():
                return redirect(request.path, 303)
            case TooSoon(until):
                return self._show_wait(opened, "signin.code.too_soon", until)
            case TooMany(until):
                return self._show_wait(opened, "signin.code.too_many_sent", until)
        return self.door.go_on(opened.interaction)

    def _show_wait(self, opened: Opened, key: str, until: datetime) -> ResponseReturnValue:
        seconds = max(1, int((until - opened.visit.now).total_seconds()))
        n = seconds if key == "signin.code.too_soon" else minutes_of(seconds)
        return self.show(opened, (Problem("code", key, {"n": n}),)), 429, {"Retry-After": str(seconds)}


def step_of(opened: Opened) -> AskCode:
    """Return the step, which is the code's wherever this page fits."""
    if not isinstance(opened.step, AskCode):
        raise TypeError(f"the code page does not fit {type(opened.step).__name__}")
    return opened.step
