"""A zone's networks and what it offers as a form shows them: read from a policy's text, sound or not, and written back."""

from collections.abc import Mapping, Sequence
from typing import Any

from idp.policy.writing.rule import list_tables, merge, read_document, texts_of, write_keys
from idp.policy.writing.values import Value


def find_networks(document: Mapping[str, Any], zone: str) -> tuple[str, ...] | None:
    """Return a zone's networks as they are written; None when there is no such zone."""
    return _find_texts(document, zone, "networks")


def find_offers(document: Mapping[str, Any], zone: str) -> tuple[str, ...] | None:
    """Return the levels that a zone offers; None when there is no such zone."""
    return _find_texts(document, zone, "offers")


def write_zone(text: str, zone: str, networks: Sequence[str], offers: Sequence[str]) -> str | None:
    """Return the text with the zone's networks and what it offers; None when only a person can write in it."""
    document = read_document(text)
    if document is None or find_networks(document, zone) is None:
        return None
    changes: dict[str, Value | None] = {}
    for key, wanted in (("networks", networks), ("offers", offers)):
        before = _find_texts(document, zone, key) or ()
        if set(before) != set(wanted):
            changes[key] = merge(before, wanted)
    return write_keys(text, ("zones", zone), changes)


def _find_texts(document: Mapping[str, Any], zone: str, key: str) -> tuple[str, ...] | None:
    if zone not in list_tables(document, "zones"):
        return None
    return texts_of(document["zones"][zone].get(key))
