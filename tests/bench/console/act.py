"""One thing that staff does: a form that is sent, made ready anew for each time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from tests.bench.console.question import Question
from tests.bench.console.sent_form import read_form
from tests.bench.console.visitors import Measured, Visitor

Prepare = Callable[[Visitor, int], Question]


@dataclass(frozen=True, slots=True)
class Act:
    """A form, or the page that comes of one. `prepare` does what comes before, which is not measured."""

    name: str
    path: str
    who: str
    prepare: Prepare


Asked = Question | Act


def make_ready(asked: Asked, visitor: Visitor, turn: int) -> Question:
    """Return what is sent the next time."""
    return asked.prepare(visitor, turn) if isinstance(asked, Act) else asked


def fill_in(
    visitor: Visitor, page: str, typed: Mapping[str, Any], who: str, action: str | None = None
) -> Question:
    """Return what a page's form sends with this typed into it; bytes are a file. `action` is the page itself unless said."""
    action = action or page
    form = read_form(check(visitor.ask(Question("", page)), page).text, action)
    files = {name: (BytesIO(value), "file.csv") for name, value in typed.items() if isinstance(value, bytes)}
    return Question("", action, "POST", who, {**form, **typed, **files})


def send(visitor: Visitor, page: str, typed: Mapping[str, Any], action: str | None = None) -> Measured:
    """Send a form, outside of what is measured, and return the answer."""
    return check(visitor.ask(fill_in(visitor, page, typed, "", action)), page)


def check(answer: Measured, path: str) -> Measured:
    """Return the answer. Raises RuntimeError for one that is none."""
    if answer.status >= 400:
        raise RuntimeError(f"{path} answered {answer.status}: {answer.text[:300]}")
    return answer


def form(
    name: str, page: str, typed: Callable[[int], Mapping[str, Any]], who: str, action: str | None = None
) -> Act:
    """Return the act of sending a page's form; `typed` says what is typed at each turn."""
    return Act(
        name, action or page, who, lambda visitor, turn: fill_in(visitor, page, typed(turn), who, action)
    )


def following(act: Act, name: str) -> Act:
    """Return the page that the form leads to, as an act of its own."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        answer = check(visitor.ask(act.prepare(visitor, turn)), act.path)
        return Question("", answer.location, who=act.who)

    return replace(act, name=name, prepare=prepare)
