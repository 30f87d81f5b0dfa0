"""The code that the app shows."""

from dataclasses import dataclass
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import find_way_without_phone, has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskApp


@dataclass(frozen=True, slots=True)
class AppPage:
    """Six digits, good once."""

    door: Door
    name: ClassVar[str] = "app"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskApp)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        return render_template(
            "signin/app.html",
            opened=opened,
            problems=problems,
            has_other_ways=has_other_ways(self.door, opened),
            without_phone=find_way_without_phone(self.door, opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        return judge(self.door, self, opened, "totp", request.form.get("code", ""))
