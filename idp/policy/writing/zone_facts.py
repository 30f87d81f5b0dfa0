"""What a zone is called, where it lies and how strong it is: read from a policy's text, and written back into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from idp.policy.writing.order import find_below, place_above, write_order
from idp.policy.writing.rule import list_tables, read_document, words_of, write_keys
from idp.policy.writing.values import Value
from idp.policy.writing.whole_zone import ZONES


@dataclass(frozen=True, slots=True)
class ZoneFacts:
    """A zone without its networks and what it offers. `below` is what it is next stronger to, "" for the weakest of all."""

    label: Mapping[str, str]
    inside: bool
    below: str


def find_zone_facts(document: Mapping[str, Any], zone: str) -> ZoneFacts | None:
    """Return what is written of a zone; None when there is no such zone."""
    names = list_tables(document, ZONES)
    if zone not in names:
        return None
    table = document[ZONES][zone]
    return ZoneFacts(words_of(table.get("label")), table.get("inside") is True, find_below(names, zone))


def write_zone_facts(text: str, zone: str, facts: ZoneFacts) -> str | None:
    """Return the text with these facts of the zone; None when only a person can write in it.

    What is alike is not touched.
    """
    document = read_document(text)
    before = find_zone_facts(document, zone) if document else None
    if document is None or before is None:
        return None
    changes: dict[str, Value | None] = {}
    if facts.inside is not before.inside:
        changes["inside"] = facts.inside
    if dict(facts.label) != dict(before.label):
        changes["label"] = dict(facts.label)
    written = write_keys(text, (ZONES, zone), changes)
    return written and write_order(
        written, ZONES, place_above(list_tables(document, ZONES), zone, facts.below)
    )
