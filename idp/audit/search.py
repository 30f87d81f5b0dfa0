"""What can be asked of the trail as a whole, and one page of the answer."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.audit.chain import Row
from idp.audit.events import Tag

BY: Final = ("by", "staff_id")
"""The details that name who did something, not always to somebody else."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are asked for: those that are all of what is given. `until` is the last moment that is included.

    `person_id` is whom they are about, `by_id` who did it.
    """

    person_id: str | None = None
    by_id: str | None = None
    client_id: str | None = None
    tags: tuple[Tag, ...] = ()
    zone: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, the newest first; the rest lies before the row `more_before`, None when there is no more.

    `more_after` is the row that newer ones may follow, when newer ones were asked for.
    """

    rows: tuple[Row, ...]
    more_before: int | None
    more_after: int | None = None


def read_fields(row: Row) -> dict[str, Any]:
    """Return what the row says; what somebody made unreadable says nothing."""
    try:
        fields = json.loads(row.fields)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def is_wanted(row: Row, wanted: Wanted) -> bool:
    """Say whether the chained part of the row is what is asked for: the columns beside it only find rows."""
    named = {"person_id": wanted.person_id, "client_id": wanted.client_id, "zone": wanted.zone}
    asked = {name: value for name, value in named.items() if value is not None}
    fields = read_fields(row) if asked or wanted.by_id else {}
    return (
        (wanted.by_id is None or wanted.by_id in [fields.get(name) for name in BY])
        and all(fields.get(name) == value for name, value in asked.items())
        and (not wanted.tags or row.tag in wanted.tags)
        and (wanted.since is None or row.at >= wanted.since)
        and (wanted.until is None or row.at <= wanted.until)
    )
