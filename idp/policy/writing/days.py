"""A service's days that are unlike their weekday, as a form shows them: read from a policy's text, and written back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from idp.policy.writing.rule import list_tables, read_document, write_keys
from idp.policy.writing.values import Value

CLOSED: Final = "closed"
EXCEPTIONS: Final = "exceptions"
KINDS: Final = (CLOSED, EXCEPTIONS)

Entry = Mapping[str, Any]
Days = Mapping[str, Sequence[Entry]]
"""The entries by their kind, each as it is written."""


def find_days(document: Mapping[str, Any], service: str) -> Days | None:
    """Return what is written of a service's days; None when there is no such service, or it is no list of tables."""
    if service not in list_tables(document, "services"):
        return None
    found = {kind: document["services"][service].get(kind, []) for kind in KINDS}
    is_sound = all(
        isinstance(entries, list) and all(isinstance(one, dict) for one in entries)
        for entries in found.values()
    )
    return found if is_sound else None


def write_days(text: str, service: str, days: Days) -> str | None:
    """Return the text with these days; None when it is laid out so that only a person can write in it."""
    document = read_document(text)
    before = find_days(document, service) if document else None
    if before is None:
        return None
    changes: dict[str, Value | None] = {
        kind: list(days[kind]) or None for kind in KINDS if list(days[kind]) != list(before[kind])
    }
    return write_keys(text, ("services", service), changes)
