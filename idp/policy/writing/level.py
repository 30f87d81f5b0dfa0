"""A level: read from a policy's text, sound or not, and written back into it, whole or what changed of it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from idp.policy.writing.order import find_below, place_above, write_order
from idp.policy.writing.rule import (
    list_tables,
    prove,
    read_document,
    texts_of,
    words_of,
    write_keys,
)
from idp.policy.writing.table import add_table
from idp.policy.writing.values import Value

LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A level as it is written. `below` is what it is next stronger to, "" for the weakest; no `realms` are everybody's."""

    label: Mapping[str, str]
    meaning: Mapping[str, str]
    methods: tuple[str, ...]
    realms: tuple[str, ...]
    below: str


def find_level(document: Mapping[str, Any], level: str) -> LevelFacts | None:
    """Return what is written of a level; None when there is no such level."""
    names = list_tables(document, LEVELS)
    if level not in names:
        return None
    table = document[LEVELS][level]
    return LevelFacts(
        label=words_of(table.get("label")),
        meaning=words_of(table.get("meaning")),
        methods=texts_of(table.get("methods")),
        realms=texts_of(table.get("realms")),
        below=find_below(names, level),
    )


def write_level(text: str, level: str, facts: LevelFacts) -> str | None:
    """Return the text with the level as it shall be; None when only a person can write in it.

    What is alike is not touched.
    """
    document = read_document(text)
    before = find_level(document, level) if document else None
    if document is None or before is None:
        return None
    changes: dict[str, Value | None] = {}
    if set(facts.methods) != set(before.methods):
        changes["methods"] = list(facts.methods)
    if dict(facts.label) != dict(before.label):
        changes["label"] = dict(facts.label)
    if dict(facts.meaning) != dict(before.meaning):
        changes["meaning"] = dict(facts.meaning)
    if set(facts.realms) != set(before.realms):
        changes["realms"] = list(facts.realms) or None
    written = write_keys(text, (LEVELS, level), changes)
    return written and _write_place(written, document, level, facts.below)


def add_level(text: str, level: str, facts: LevelFacts) -> str | None:
    """Return the text with one more level; None when it is laid out so that only a person can write in it."""
    document = read_document(text)
    if document is None or level in list_tables(document, LEVELS):
        return None
    keys: dict[str, Value] = {"methods": list(facts.methods)}
    if facts.realms:
        keys["realms"] = list(facts.realms)
    keys |= {"label": dict(facts.label), "meaning": dict(facts.meaning)}
    wanted: Any = deepcopy(document)
    wanted.setdefault(LEVELS, {})[level] = dict(keys)
    written = prove(add_table(text, LEVELS, level, keys), wanted)
    return written and _write_place(written, document, level, facts.below)


def _write_place(text: str, document: Mapping[str, Any], level: str, below: str) -> str | None:
    return write_order(text, LEVELS, place_above(list_tables(document, LEVELS), level, below))
