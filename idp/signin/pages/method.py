"""How do you want to sign in? The choice can be changed at every step."""

from dataclasses import dataclass, replace
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.signin.next_step import usable_options, ways_in
from idp.signin.pages.door import Door
from idp.signin.pages.page import Opened
from idp.signin.step import AskApp, AskCode, AskPassword, ChooseMethod, ChooseNumber


@dataclass(frozen=True, slots=True)
class MethodPage:
    """Shown while more than one level leads in; a single one needs no page."""

    door: Door
    name: ClassVar[str] = "method"

    def fits(self, opened: Opened) -> bool:
        if isinstance(opened.step, ChooseMethod):
            return True
        has_method = isinstance(opened.step, AskPassword | ChooseNumber | AskCode | AskApp)
        return has_method and has_other_ways(self.door, opened)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        notice = opened.step.notice if isinstance(opened.step, ChooseMethod) else None
        levels = [self.door.parts.policy.levels.get(name) for name in find_options(self.door, opened)]
        return render_template(
            "signin/method.html", opened=opened, levels=levels, notice=notice, problems=problems
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        level = request.form.get("method", "")
        if level not in find_options(self.door, opened):
            return self.show(opened, (Problem("method", "signin.method.missing"),)), 422
        return self.door.save_and_go_on(replace(opened.interaction, level=level, number_id=None))


def find_options(door: Door, opened: Opened) -> tuple[str, ...]:
    """Return the levels to choose among here and now, the recommended first."""
    if isinstance(opened.step, ChooseMethod):
        return opened.step.options
    policy = door.parts.policy
    return usable_options(policy, opened.case, ways_in(policy, opened.case))


def has_other_ways(door: Door, opened: Opened) -> bool:
    """Say whether there is anything else to choose."""
    return len(find_options(door, opened)) > 1
