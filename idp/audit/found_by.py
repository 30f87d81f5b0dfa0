"""What a row of the trail is found by among millions: repeated beside its fields, and judged with them.

Else whoever can write in the database has somebody's rows found under another's name, or not at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

NAME_CHARACTERS: Final = 64


@dataclass(frozen=True, slots=True)
class FoundBy:
    """Whom and what a row is about."""

    person_id: str | None = None
    client_id: str | None = None


NOBODY: Final = FoundBy()


def find_by(fields: str) -> FoundBy:
    """Return what an event's canonical JSON names; nothing for one that lost its fields."""
    if not fields:
        return NOBODY
    named = msgspec.json.decode(fields)
    return FoundBy(find_name(named, "person_id"), find_name(named, "client_id"))


def find_name(named: Mapping[str, Any], field: str) -> str | None:
    """Return the name; None for one that is longer than any of ours.

    Callers choose what they name: one that no column holds would keep this entry, and all after it, out of the chain.
    """
    name: str | None = named.get(field)
    return None if name is None or len(name) > NAME_CHARACTERS else name
