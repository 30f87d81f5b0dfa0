"""The code sent by text message or e-mail."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.mask import mask_number
from idp.methods.send_code import MoneySpent, NeedsReason, NoDestination, Sending, Sent, TooMany, TooSoon
from idp.methods.sms.ladder import Reason, Rung
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import find_options
from idp.signin.pages.number import has_two_numbers
from idp.signin.pages.page import Opened
from idp.signin.pages.password import minutes_of
from idp.signin.pages.ways import Way, list_ways
from idp.signin.step import AskCode


@dataclass(frozen=True, slots=True)
class CodePage:
    """Says where the code went, takes it, and sends a new one on request. A page that is only looked at sends nothing."""

    door: Door
    name: ClassVar[str] = "code"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskCode)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        sending, step = self.door.parts.sending, step_of(opened)
        sent, rung = (
            sending.find_sent(opened.interaction, opened.case, step),
            sending.find_rung(step, opened.case.now),
        )
        ways = list_other_ways(self.door, opened)
        return render_template(
            "signin/code.html",
            opened=opened,
            problems=problems,
            method=step.method,
            sent=sent,
            masked_number=mask_number(step.number.e164) if step.number else "",
            is_digits=sending.is_digits,
            reasons=tuple(Reason) if rung is Rung.REASON and sent is None else (),
            is_reminded=rung >= Rung.REMIND,
            can_change_number=step.number is not None and has_two_numbers(opened),
            ways=ways,
            has_other_ways=bool(ways),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        if request.form.get("action") == "send" or "reason" in request.form:
            return self._send(opened)
        return judge(self.door, self, opened, step_of(opened).method, request.form.get("code", ""))

    def tell(self, interaction_id: str) -> ResponseReturnValue:
        """Return where the code is, for the page's script: `state` is empty when the sign-in stands elsewhere."""
        opened = self.door.look(interaction_id)
        sent = None
        if opened is not None and isinstance(opened.step, AskCode):
            sent = self.door.parts.sending.find_sent(opened.interaction, opened.case, opened.step)
        return jsonify(state=sent.state if sent else "")

    def _send(self, opened: Opened) -> ResponseReturnValue:
        if opened.case.known is None:
            return self.door.go_to(opened)
        person, step, reason = (
            opened.case.known.person,
            step_of(opened),
            find_reason(request.form.get("reason")),
        )
        return self._answer(
            opened, self.door.parts.sending.send(opened.visit, opened.interaction, person, step, reason)
        )

    def _answer(self, opened: Opened, sending: Sending) -> ResponseReturnValue:
        """Show what came of asking for a code."""
        match sending:
            case Sent() | NeedsReason():
                return redirect(request.path, 303)
            case TooSoon(until):
                return self._show_wait(opened, "signin.code.too_soon", until)
            case TooMany(until):
                return self._show_wait(opened, "signin.code.too_many_sent", until)
            case NoDestination():
                return self.show(opened, (Problem("code", "signin.code.no_destination"),)), 422
            case MoneySpent():
                return self.show(opened, (Problem("code", "signin.code.money_spent"),)), 503

    def _show_wait(self, opened: Opened, key: str, until: datetime) -> ResponseReturnValue:
        seconds = max(1, int((until - opened.visit.now).total_seconds()))
        n = seconds if key == "signin.code.too_soon" else minutes_of(seconds)
        return self.show(opened, (Problem("code", key, {"n": n}),)), 429, {"Retry-After": str(seconds)}


def step_of(opened: Opened) -> AskCode:
    """Return the step, which is the code's wherever this page fits."""
    if not isinstance(opened.step, AskCode):
        raise TypeError(f"the code page does not fit {type(opened.step).__name__}")
    return opened.step


def list_other_ways(door: Door, opened: Opened) -> tuple[Way, ...]:
    """Return the ways in that do without this page's code, the recommended first."""
    ways = list_ways(door.parts.policy.levels, find_options(door, opened))
    return tuple(way for way in ways if way.method != step_of(opened).method)


def find_reason(written: str | None) -> Reason | None:
    """Return the reason chosen; None when none was, or none of ours."""
    return Reason(written) if written in set(Reason) else None
