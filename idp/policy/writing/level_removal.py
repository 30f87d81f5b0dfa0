"""A level that goes from a policy's text, with its place in the order and where zones offer it."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from idp.policy.writing.level import LEVELS
from idp.policy.writing.order import write_order
from idp.policy.writing.rule import list_tables, prove, read_document, write_keys
from idp.policy.writing.table import remove_table
from idp.policy.writing.whole_zone import ZONES
from idp.policy.writing.zone import find_offers


def remove_level(text: str, level: str) -> str | None:
    """Return the text without the level, its place in the order, and where zones offer it.

    None when it is laid out so that only a person can write in it. What services ask for is left: somebody has to say what
    they shall ask for instead.
    """
    document = read_document(text)
    if document is None or level not in list_tables(document, LEVELS):
        return None
    wanted: Any = deepcopy(document)
    del wanted[LEVELS][level]
    written = prove(remove_table(text, LEVELS, level), wanted)
    order = document[LEVELS].get("order")
    if written and isinstance(order, list) and level in order:
        written = write_order(written, LEVELS, [name for name in order if name != level])
    for zone in list_offering(document, level):
        offers = [name for name in find_offers(document, zone) or () if name != level]
        written = written and write_keys(written, (ZONES, zone), {"offers": offers})
    return written


def list_offering(document: Mapping[str, Any], level: str) -> tuple[str, ...]:
    """Return the zones that offer a level."""
    zones = list_tables(document, ZONES)
    return tuple(zone for zone in zones if level in (find_offers(document, zone) or ()))


def list_offering_alone(document: Mapping[str, Any], level: str) -> tuple[str, ...]:
    """Return the zones that offer nothing but the level."""
    offering = list_offering(document, level)
    return tuple(zone for zone in offering if set(find_offers(document, zone) or ()) == {level})


def list_asking(document: Mapping[str, Any], level: str) -> tuple[str, ...]:
    """Return the services that ask for a level by its name, inside, outside or in a single zone."""
    return tuple(
        service
        for service in list_tables(document, "services")
        if level in list_asked(document["services"][service])
    )


def list_asked(service: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return everything that a service asks for."""
    zones = service.get("zones")
    return (
        service.get("inside"),
        service.get("outside"),
        *(zones.values() if isinstance(zones, dict) else ()),
    )
