"""One of the recovery codes that the person wrote down."""

from dataclasses import dataclass
from typing import ClassVar

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.recovery import RECOVERY
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskRecovery


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """Fifteen characters in groups, good once."""

    door: Door
    name: ClassVar[str] = "recovery"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskRecovery)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        other_ways = has_other_ways(self.door, opened)
        return render_template(
            "signin/recovery.html", opened=opened, problems=problems, has_other_ways=other_ways
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        return judge(self.door, self, opened, RECOVERY, request.form.get("code", ""))
