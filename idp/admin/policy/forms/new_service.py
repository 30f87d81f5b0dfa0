"""The guided form of a service that is new: what it is called, where it starts, for whom it is, how and when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.facts import (
    LONGEST,
    find_wrong_facts,
    find_wrong_names,
    read_key,
    read_texts,
    show_texts,
)
from idp.admin.policy.forms.hours import ALWAYS, Form
from idp.admin.policy.forms.rule import list_choices, read_rule
from idp.errors import Problem
from idp.policy.reading.services import is_page
from idp.policy.writing.rule import ServiceRule, list_tables
from idp.policy.writing.whole_service import ServiceFacts

NOTHING: Final = ServiceRule((), "", "", {}, None)
YES: Final = "yes"
FIRST: Final[Form] = {"tile": YES, "hours": ALWAYS}
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
        *find_wrong_seen(form),
        *(rule if isinstance(rule, tuple) else ()),
    )
    if problems or isinstance(rule, tuple):
        return problems
    return NewService(read_key(form), read_seen(form), rule)


def read_facts(form: Form, before: ServiceFacts, *, has_start: bool) -> ServiceFacts | tuple[Problem, ...]:
    """Return what was typed of a service that is there, or everything that is wrong with it.

    What the form does not show stays: other languages, and where a page of the provider's own starts.
    """
    if problems := (*find_wrong_names(form), *find_wrong_seen(form, has_start=has_start)):
        return problems
    seen = read_seen(form)
    others = {tag: text for tag, text in before.name.items() if tag not in LANGUAGES}
    more = {tag: text for tag, text in before.description.items() if tag not in LANGUAGES}
    return ServiceFacts(
        name={**seen.name, **others},
        description={**seen.description, **more} if seen.description else {},
        start=seen.start if has_start else before.start,
        is_tile=seen.is_tile if has_start else before.is_tile,
        has_receipt=seen.has_receipt if has_start else before.has_receipt,
    )


def show_facts(facts: ServiceFacts) -> Form:
    """Return the form as it is first shown."""
    texts = show_texts(facts.name, "name") | show_texts(facts.description, "description")
    return {
        **texts,
        "start": facts.start,
        "tile": YES if facts.is_tile else "",
        "receipt": YES if facts.has_receipt else "",
    }


def read_seen(form: Form) -> ServiceFacts:
    """Return what people see of a service, as it was typed."""
    return ServiceFacts(
        name=read_texts(form, "name"),
        description=read_texts(form, "description"),
        start=form.get("start", "").strip(),
        is_tile=form.get("tile") == YES,
        has_receipt=form.get("receipt") == YES,
    )


def find_wrong_seen(form: Form, *, has_start: bool = True) -> Iterator[Problem]:
    """Yield what is wrong with the description and the address that the service starts at."""
    if any(form.get(f"description-{tag}", "").strip() for tag in ("en", "fi")) and not read_texts(
        form, "description"
    ):
        yield Problem("description-sv", "console_new.problem.description")
    if len(form.get("description-sv", "")) > 2 * LONGEST:
        yield Problem("description-sv", "console_new.problem.long", {"most": 2 * LONGEST})
    start = form.get("start", "").strip()
    if not has_start:
        return
    if start and not is_page(start):
        yield Problem("start", "console_new.problem.start")
    elif not start and form.get("tile") == YES:
        yield Problem("start", "console_new.problem.no_start")
