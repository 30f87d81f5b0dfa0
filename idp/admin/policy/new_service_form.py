"""The guided form of a service that is new: what it is called, where it starts, for whom it is, how and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.policy.facts_form import LONGEST, find_wrong_facts, read_key, read_texts
from idp.admin.policy.hours_form import ALWAYS, Form
from idp.admin.policy.rule_form import list_choices, read_rule
from idp.errors import Problem
from idp.policy.reading.services import is_page
from idp.policy.writing.rule import ServiceRule, list_tables
from idp.policy.writing.whole_service import ServiceFacts

NOTHING: Final = ServiceRule((), "", "", {}, None)
TILE: Final = "yes"
FIRST: Final[Form] = {"tile": TILE, "hours": ALWAYS}
"""What the form first shows."""


@dataclass(frozen=True, slots=True)
class NewService:
    """A service to be written, under its short name."""

    key: str
    facts: ServiceFacts
    rule: ServiceRule


def read_new_service(form: Form, document: Mapping[str, Any]) -> NewService | tuple[Problem, ...]:
    """Return the service that was typed, or everything that is wrong with it."""
    rule = read_rule(form, NOTHING, list_choices(document))
    problems = (
        *find_wrong_facts(form, list_tables(document, "services")),
        *_find_wrong_start(form),
        *(rule if isinstance(rule, tuple) else ()),
    )
    if problems or isinstance(rule, tuple):
        return problems
    facts = ServiceFacts(
        name=read_texts(form, "name"),
        description=read_texts(form, "description"),
        start=form.get("start", "").strip(),
        is_tile=form.get("tile") == TILE,
    )
    return NewService(read_key(form), facts, rule)


def _find_wrong_start(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the description and the address that the service starts at."""
    if any(form.get(f"description-{tag}", "").strip() for tag in ("en", "fi")) and not read_texts(
        form, "description"
    ):
        yield Problem("description-sv", "console_new.problem.description")
    if len(form.get("description-sv", "")) > 2 * LONGEST:
        yield Problem("description-sv", "console_new.problem.long", {"most": 2 * LONGEST})
    start = form.get("start", "").strip()
    if start and not is_page(start):
        yield Problem("start", "console_new.problem.start")
    elif not start and form.get("tile") == TILE:
        yield Problem("start", "console_new.problem.no_start")
