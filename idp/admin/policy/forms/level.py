"""The guided form of a level: what it is called and means, what has to be proved for it, by whom, and how strong it is."""

from collections.abc import Iterator, Mapping, Sequence
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
from idp.admin.policy.forms.hours import Form
from idp.errors import Problem
from idp.policy.methods import METHODS
from idp.policy.writing.level import LEVELS, LevelFacts
from idp.policy.writing.rule import list_tables

WEAKEST: Final = "-"
"""That a level is the weakest of all."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """What is ticked in the form: the methods a level takes, and the directories whose people may use it."""

    methods: tuple[str, ...]
    realms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewLevel:
    """A level to be written, under its short name."""

    key: str
    facts: LevelFacts


def show_level(facts: LevelFacts) -> Form:
    """Return the form as it is first shown, without what is ticked."""
    texts = show_texts(facts.label, "name") | show_texts(facts.meaning, "meaning")
    return {**texts, "below": facts.below or WEAKEST}


def read_ticked(methods: Sequence[str], realms: Sequence[str], known: Sequence[str]) -> Ticked:
    """Return what was ticked of what there is: the methods in the order they are told in, and the `known` directories."""
    return Ticked(
        tuple(name for name in METHODS if name in methods), tuple(name for name in known if name in realms)
    )


def read_level(
    form: Form, ticked: Ticked, level: str, before: LevelFacts, document: Mapping[str, Any]
) -> LevelFacts | tuple[Problem, ...]:
    """Return what was typed of a level that is there, or everything that is wrong with it. Other languages stay."""
    others = tuple(name for name in list_tables(document, LEVELS) if name != level)
    if problems := (*find_wrong_names(form), *_find_wrong(form, ticked, others)):
        return problems
    facts = _build(form, ticked)
    return LevelFacts(
        {**facts.label, **keep_others(before.label)},
        {**facts.meaning, **keep_others(before.meaning)},
        facts.methods,
        facts.realms,
        facts.below,
    )


def read_new_level(form: Form, ticked: Ticked, document: Mapping[str, Any]) -> NewLevel | tuple[Problem, ...]:
    """Return the level that was typed, or everything that is wrong with it."""
    names = list_tables(document, LEVELS)
    if problems := (*find_wrong_facts(form, names), *_find_wrong(form, ticked, names)):
        return problems
    return NewLevel(read_key(form), _build(form, ticked))


def keep_others(texts: Mapping[str, str]) -> Mapping[str, str]:
    """Return what is written in languages that the form does not show."""
    return {tag: text for tag, text in texts.items() if tag not in LANGUAGES}


def _build(form: Form, ticked: Ticked) -> LevelFacts:
    below = form.get("below", "")
    return LevelFacts(
        read_texts(form, "name"),
        read_texts(form, "meaning"),
        ticked.methods,
        ticked.realms,
        "" if below == WEAKEST else below,
    )


def _find_wrong(form: Form, ticked: Ticked, others: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong beside the names."""
    if not form.get("meaning-sv", "").strip():
        yield Problem("meaning-sv", "console_level.problem.meaning")
    for field in (f"meaning-{tag}" for tag in LANGUAGES):
        if len(form.get(field, "").strip()) > 2 * LONGEST:
            yield Problem(field, "console_new.problem.long", {"most": 2 * LONGEST})
    if not ticked.methods:
        yield Problem("methods", "console_level.problem.methods")
    if form.get("below", "") not in (WEAKEST, *others):
        yield Problem("below", "console_level.problem.below")
