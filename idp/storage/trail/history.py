"""What the trail says about one person, found by its own index however long the trail is."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.storage.trail.audit import audit_trail as trail


class HistoryRows:
    """Implements `History`.

    The person's column only finds rows; a row whose chained fields name somebody else is left out.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list_latest(
        self, person_id: str, tags: Collection[Tag], since: datetime, before: int | None, limit: int
    ) -> tuple[Happening, ...]:
        asked = build_question(person_id, tags).where(trail.c.at >= since).order_by(trail.c.seq.desc())
        if before is not None:
            asked = asked.where(trail.c.seq < before)
        return self._read(asked.limit(limit), person_id)

    def list_between(
        self, person_id: str, tags: Collection[Tag], first: datetime, last: datetime
    ) -> tuple[Happening, ...]:
        asked = build_question(person_id, tags).where(trail.c.at >= first, trail.c.at <= last)
        return self._read(asked.order_by(trail.c.seq), person_id)

    def _read(self, asked: Select[Any], person_id: str) -> tuple[Happening, ...]:
        found = (read_happening(row) for row in self._connection.execute(asked))
        return tuple(one for one in found if one.get("person_id") == person_id)


def build_question(person_id: str, tags: Collection[Tag]) -> Select[Any]:
    """Return the question for a person's rows with one of these tags."""
    named = [tag.value for tag in tags]
    return select(trail.c.seq, trail.c.at, trail.c.tag, trail.c.fields).where(
        trail.c.person_id == person_id, trail.c.tag.in_(named)
    )


def read_happening(row: Any) -> Happening:
    """Build the record from a row; one without fields says nothing more."""
    return Happening(row.seq, row.at, Tag(row.tag), json.loads(row.fields or "{}"))
