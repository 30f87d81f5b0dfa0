"""A service that comes into a policy's text or goes from it, with what else names it."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from idp.policy.writing.opening import WHOLE, write_week
from idp.policy.writing.put import put
from idp.policy.writing.rule import ServiceRule, list_tables, prove, read_document
from idp.policy.writing.table import add_table, remove_table
from idp.policy.writing.values import Value

SERVICES = "services"


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """What people see of a service: its name and description by language, and the address that starts it.

    `start` is "" for a service that is no tile.
    """

    name: Mapping[str, str]
    description: Mapping[str, str]
    start: str
    is_tile: bool


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
    written = remove_table(text, SERVICES, service)
    if written is not None and is_default(document, service):
        del wanted["default_service"]
        if heir:
            wanted["default_service"] = heir
        written = put(written, (), "default_service", heir or None)
    return prove(written, wanted)


def is_default(document: Mapping[str, Any], service: str) -> bool:
    """Say whether applications without a service of their own belong to this one."""
    return bool(document.get("default_service") == service)
