"""A zone's networks as a form shows them: read from a policy's text, sound or not, and written back into it."""

from collections.abc import Mapping, Sequence
from typing import Any

from idp.policy.writing.rule import list_tables, merge, read_document, texts_of, write_keys


def find_networks(document: Mapping[str, Any], zone: str) -> tuple[str, ...] | None:
    """Return a zone's networks as they are written; None when there is no such zone."""
    if zone not in list_tables(document, "zones"):
        return None
    return texts_of(document["zones"][zone].get("networks"))


def write_networks(text: str, zone: str, networks: Sequence[str]) -> str | None:
    """Return the text with the zone's networks; None when it is laid out so that only a person can write in it."""
    document = read_document(text)
    before = find_networks(document, zone) if document else None
    if before is None:
        return None
    changes = {} if set(before) == set(networks) else {"networks": merge(before, networks)}
    return write_keys(text, ("zones", zone), changes)
