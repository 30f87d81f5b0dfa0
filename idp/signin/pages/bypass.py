"""The temporary code from the helpdesk."""

from dataclasses import dataclass
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.bypasses import METHOD
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskBypass


@dataclass(frozen=True, slots=True)
class BypassPage:
    """Ten characters, good once. The policy offers the level that takes them inside alone."""

    door: Door
    name: ClassVar[str] = "bypass"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskBypass)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        other_ways = has_other_ways(self.door, opened)
        return render_template(
            "signin/bypass.html", opened=opened, problems=problems, has_other_ways=other_ways
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        return judge(self.door, self, opened, METHOD, request.form.get("code", ""))
