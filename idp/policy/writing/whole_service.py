"""A service that comes into a policy's text or goes from it, with what else names it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from idp.policy.writing.default_service import find_default, write_default
from idp.policy.writing.opening import WHOLE, write_week
from idp.policy.writing.rule import ServiceRule, list_tables, prove, read_document
from idp.policy.writing.table import add_table, remove_table
from idp.policy.writing.values import Value

SERVICES = "services"


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What people see of a service: its name and description by language, and the address that starts it.

    `start` is "" for a service that is no tile. `has_receipt` says whether people are mailed that it was opened.
    """

    name: Mapping[str, str]
    description: Mapping[str, str]
    start: str
    is_tile: bool
    has_receipt: bool = False


def add_service(text: str, service: str, facts: ServiceFacts, rule: ServiceRule) -> str | None:
    """Return the text with one more service; None when it is laid out so that only a person can write in it."""
    document = read_document(text)
    if document is None or service in list_tables(document, SERVICES):
        return None
    keys = build_keys(facts, rule)
    wanted: Any = deepcopy(document)
    wanted.setdefault(SERVICES, {})[service] = dict(keys)
    written = add_table(text, SERVICES, service, keys)
    return prove(written, wanted)


def build_keys(facts: ServiceFacts, rule: ServiceRule) -> Mapping[str, Value]:
    """Return the keys of a service's table, in the order that people read them in."""
    keys: dict[str, Value] = {"name": dict(facts.name)}
    if facts.description:
        keys["description"] = dict(facts.description)
    if facts.has_receipt:
        keys["receipt"] = True
    keys |= {"groups": list(rule.groups), "inside": rule.inside, "outside": rule.outside}
    if rule.zones:
        keys["zones"] = dict(rule.zones)
    keys["hours"] = write_week(WHOLE if rule.week is None else rule.week)
    if facts.start:
        keys["start"] = facts.start
    if not facts.is_tile:
        keys["tile"] = False
    return keys


def remove_service(text: str, service: str, heir: str = "") -> str | None:
    """Return the text without the service. `heir` takes its place as the `default_service` where it was that.

    None when it is laid out so that only a person can write in it.
    """
    document = read_document(text)
    if document is None or service not in list_tables(document, SERVICES):
        return None
    wanted: Any = deepcopy(document)
    del wanted[SERVICES][service]
    written = prove(remove_table(text, SERVICES, service), wanted)
    return write_default(written, heir) if written and find_default(document) == service else written
