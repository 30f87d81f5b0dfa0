"""A zone that comes into a policy's text or goes from it, with its place in the order and what services say of it."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from idp.policy.writing.order import place_above
from idp.policy.writing.put import put
from idp.policy.writing.rule import list_tables, prove, read_document
from idp.policy.writing.table import add_table, remove_table
from idp.policy.writing.values import Value

ZONES = "zones"


@dataclass(frozen=True, slots=True)
class NewZone:
    """A zone to be written. `below` is the zone that it is the next stronger to."""

    label: Mapping[str, str]
    inside: bool
    networks: tuple[str, ...]
    offers: tuple[str, ...]
    below: str


def add_zone(text: str, name: str, zone: NewZone) -> str | None:
    """Return the text with one more zone; None when it is laid out so that only a person can write in it."""
    document = read_document(text)
    if document is None or name in list_tables(document, ZONES):
        return None
    keys: dict[str, Value] = {
        "inside": zone.inside,
        "networks": list(zone.networks),
        "offers": list(zone.offers),
        "label": dict(zone.label),
    }
    order = list(place_above(list_tables(document, ZONES), name, zone.below))
    wanted: Any = deepcopy(document)
    wanted.setdefault(ZONES, {})[name] = dict(keys)
    wanted[ZONES]["order"] = order
    written = add_table(text, ZONES, name, keys)
    return prove(written and put(written, (ZONES,), "order", order), wanted)


def remove_zone(text: str, name: str) -> str | None:
    """Return the text without the zone, its place in the order, and what services ask for there.

    None when it is laid out so that only a person can write in it.
    """
    document = read_document(text)
    if document is None or name not in list_tables(document, ZONES):
        return None
    wanted: Any = deepcopy(document)
    del wanted[ZONES][name]
    written = remove_table(text, ZONES, name)
    if isinstance(order := wanted[ZONES].get("order"), list) and name in order:
        order[:] = [one for one in order if one != name]
        written = written and put(written, (ZONES,), "order", order)
    for service in list_naming(document, name):
        levels = wanted["services"][service]["zones"]
        del levels[name]
        if not levels:
            del wanted["services"][service]["zones"]
        written = written and put(written, ("services", service), "zones", levels or None)
    return prove(written, wanted)


def list_naming(document: Mapping[str, Any], zone: str) -> tuple[str, ...]:
    """Return the services that ask for a level of its own in the zone."""
    return tuple(
        service
        for service in list_tables(document, "services")
        if isinstance(levels := document["services"][service].get("zones"), dict) and zone in levels
    )


def find_next_weaker(document: Mapping[str, Any], inside: bool) -> str:
    """Return the zone that the strongest of a kind comes above: the last of it, else the last there is of any."""
    names = list_tables(document, ZONES)
    alike: Sequence[str] = tuple(_list_kind(document, names, inside))
    return (alike or names or ("",))[-1]


def _list_kind(document: Mapping[str, Any], names: Sequence[str], inside: bool) -> Iterator[str]:
    return (name for name in names if is_inside(document, name) == inside)


def is_inside(document: Mapping[str, Any], zone: str) -> bool:
    """Say whether the text has the zone at the workplace."""
    return document[ZONES][zone].get("inside") is True
