"""One service's rule as a form shows it: read from a policy's text, sound or not, and written back into it."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from idp.policy.reading.toml import NotToml, read_toml
from idp.policy.writing.opening import Week, read_week, write_week
from idp.policy.writing.put import put
from idp.policy.writing.values import Value

BEHIND: Final = {
    "description": ("name",),
    "receipt": ("description", "name"),
    "start": ("exceptions", "closed", "hours", "zones", "outside", "inside", "groups", "name"),
    "tile": ("start", "exceptions", "closed", "hours", "zones", "outside", "inside", "groups", "name"),
    "groups": ("receipt", "description", "name"),
    "networks": ("inside",),
    "offers": ("networks", "inside"),
    "inside": ("groups", "name"),
    "label": ("offers", "networks", "inside", "realms", "methods"),
    "meaning": ("label", "realms", "methods"),
    "realms": ("methods",),
    "outside": ("inside", "groups", "name"),
    "zones": ("outside", "inside", "groups", "name"),
    "closed": ("hours", "zones", "outside", "inside", "groups", "name"),
    "exceptions": ("closed", "hours", "zones", "outside", "inside", "groups", "name"),
    "hours": ("zones", "outside", "inside", "groups", "name"),
}
"""What a key that is new comes behind, the first that is there."""


@dataclass(frozen=True, slots=True)
class ServiceRule:
    """For whom a service is, where it opens at which level, and when.

    A level that is not written is "", never is a word as in the file. `zones` names single zones. `week` is None for hours
    that cannot be read.
    """

    groups: tuple[str, ...]
    inside: str
    outside: str
    zones: Mapping[str, str]
    week: Week | None


@lru_cache(maxsize=2)
def read_document(text: str) -> Mapping[str, Any] | None:
    """Return what stands in the text; None for a text that is not TOML.

    A form asks for it several times, and reading 300 services takes 40 ms: the text and what is written of it are kept
    read. Whoever changes what is returned changes a copy.
    """
    try:
        return read_toml(text)
    except NotToml:
        return None


def list_tables(document: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """Return the names of the tables below `kind`, in the order that its `order` says, else as they are written."""
    tables = document.get(kind)
    if not isinstance(tables, dict):
        return ()
    names = tuple(name for name, table in tables.items() if isinstance(table, dict))
    order = tables.get("order")
    placed = tuple(name for name in order if name in names) if isinstance(order, list) else ()
    return (*placed, *(name for name in names if name not in placed))


def find_rule(document: Mapping[str, Any], service: str) -> ServiceRule | None:
    """Return a service's rule; None when there is no such service."""
    if service not in list_tables(document, "services"):
        return None
    table = document["services"][service]
    zones = table.get("zones")
    return ServiceRule(
        groups=texts_of(table.get("groups")),
        inside=_text_of(table.get("inside")),
        outside=_text_of(table.get("outside")),
        zones={name: _text_of(level) for name, level in zones.items()} if isinstance(zones, dict) else {},
        week=read_week(table.get("hours")),
    )


def write_rule(text: str, service: str, rule: ServiceRule) -> str | None:
    """Return the text with the rule in it; None when it is laid out so that only a person can write in it.

    What is alike is not touched. The new text is read once more: it says the rule, and of everything else what it said.
    """
    document = read_document(text)
    before = find_rule(document, service) if document else None
    if document is None or before is None:
        return None
    changes: dict[str, Value | None] = {}
    if set(rule.groups) != set(before.groups):
        changes["groups"] = merge(before.groups, rule.groups)
    if rule.inside != before.inside:
        changes["inside"] = rule.inside
    if rule.outside != before.outside:
        changes["outside"] = rule.outside
    if dict(rule.zones) != dict(before.zones):
        changes["zones"] = dict(rule.zones) or None
    if rule.week is not None and rule.week != before.week:
        changes["hours"] = write_week(rule.week)
    return write_keys(text, ("services", service), changes)


def write_keys(text: str, table: tuple[str, str], changes: Mapping[str, Value | None]) -> str | None:
    """Return the text with the keys of a table changed, proved by reading it again; None when that cannot be done."""
    wanted: Any = deepcopy(read_document(text))
    written: str | None = text
    for key, value in changes.items():
        wanted[table[0]][table[1]].pop(key, None)
        if value is not None:
            wanted[table[0]][table[1]][key] = value
        written = put(written, table, key, value, BEHIND.get(key, ())) if written is not None else None
    return prove(written, wanted)


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the texts of a list; none for anything else."""
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def words_of(value: Any) -> dict[str, str]:
    """Return the texts of a table by language; none for anything else."""
    return {tag: one for tag, one in value.items() if isinstance(one, str)} if isinstance(value, dict) else {}


def merge(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return what shall stand in a list: what stays where it was, and behind it what is new."""
    return [*(one for one in before if one in after), *(one for one in after if one not in before)]


def _text_of(value: Any) -> str:
    return value if isinstance(value, str) else ""


def prove(written: str | None, wanted: Any) -> str | None:
    """Return the text when it reads as what was wanted; None when it was not written, or says anything else."""
    return written if written and read_document(written) == wanted else None
