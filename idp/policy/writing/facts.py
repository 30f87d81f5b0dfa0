"""What people see of a service: read from a policy's text, and written back into it."""

from collections.abc import Mapping
from typing import Any

from idp.policy.writing.rule import list_tables, read_document, words_of, write_keys
from idp.policy.writing.values import Value
from idp.policy.writing.whole_service import SERVICES, ServiceFacts


def find_facts(document: Mapping[str, Any], service: str) -> ServiceFacts | None:
    """Return what is written of a service; None when there is no such service."""
    if service not in list_tables(document, SERVICES):
        return None
    table = document[SERVICES][service]
    start = table.get("start")
    return ServiceFacts(
        name=words_of(table.get("name")),
        description=words_of(table.get("description")),
        start=start if isinstance(start, str) else "",
        is_tile=table.get("tile") is not False,
        has_receipt=table.get("receipt") is True,
    )


def write_facts(text: str, service: str, facts: ServiceFacts) -> str | None:
    """Return the text with what people see of the service; None when only a person can write in it.

    What is alike is not touched.
    """
    document = read_document(text)
    before = find_facts(document, service) if document else None
    if before is None:
        return None
    changes: dict[str, Value | None] = {}
    if dict(facts.name) != dict(before.name):
        changes["name"] = dict(facts.name)
    if dict(facts.description) != dict(before.description):
        changes["description"] = dict(facts.description) or None
    if facts.start != before.start:
        changes["start"] = facts.start or None
    if facts.is_tile is not before.is_tile:
        changes["tile"] = None if facts.is_tile else False
    if facts.has_receipt is not before.has_receipt:
        changes["receipt"] = True if facts.has_receipt else None
    return write_keys(text, (SERVICES, service), changes)
