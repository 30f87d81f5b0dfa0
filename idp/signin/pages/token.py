"""The code that the hardware token shows, or two in a row from one that has lost count."""

from dataclasses import dataclass
from typing import ClassVar, Final

from flask import render_template, request
from flask.typing import ResponseReturnValue

from idp.errors import Problem
from idp.methods.tokens.tokens import BETWEEN, TOKEN
from idp.signin.pages.door import Door
from idp.signin.pages.judging import judge
from idp.signin.pages.method import has_other_ways
from idp.signin.pages.page import Opened
from idp.signin.step import AskToken

FIELDS: Final = ("code", "code_2")
OUT_OF_STEP: Final = "signin.token.out_of_step"


@dataclass(frozen=True, slots=True)
class TokenPage:
    """One code, good once. A second field appears for a token that has lost count, and for whoever asks for it."""

    door: Door
    name: ClassVar[str] = "token"

    def fits(self, opened: Opened) -> bool:
        return isinstance(opened.step, AskToken)

    def show(self, opened: Opened, problems: tuple[Problem, ...] = ()) -> str:
        is_far_off = any(problem.key == OUT_OF_STEP for problem in problems)
        return render_template(
            "signin/token.html",
            opened=opened,
            problems=problems,
            wants_two=is_far_off or wants_two(),
            has_other_ways=has_other_ways(self.door, opened),
        )

    def submit(self, opened: Opened) -> ResponseReturnValue:
        typed = [request.form.get(name, "") for name in FIELDS]
        if not wants_two():
            return judge(self.door, self, opened, TOKEN, typed[0].replace(BETWEEN, ""))
        missing = [name for name, text in zip(FIELDS, typed, strict=True) if not text.strip()]
        if missing:
            return self.show(opened, tuple(Problem(name, f"signin.token.no_{name}") for name in missing)), 422
        return judge(
            self.door, self, opened, TOKEN, BETWEEN.join(text.replace(BETWEEN, "") for text in typed)
        )


def wants_two() -> bool:
    """Say whether the page has, or its form had, the second field."""
    return "two" in request.args or "code_2" in request.form
