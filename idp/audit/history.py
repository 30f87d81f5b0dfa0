"""What the trail says about one person, read back a page at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.audit.events import Tag


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the trail holds it; `seq` is its place."""

    seq: int
    at: datetime
    tag: Tag
    fields: Mapping[str, str | int]

    def get(self, name: str) -> str | None:
        """Return a field's text; None when the event has none of this name."""
        value = self.fields.get(name)
        return None if value is None else str(value)


class History(Protocol):
    """Reads the trail. Every question names one person and how far back it goes."""

    def list_latest(
        self, person_id: str, tags: Collection[Tag], since: datetime, before: int | None, limit: int
    ) -> tuple[Happening, ...]:
        """Return the latest happenings, newest first; of those with a lower `seq` than `before` when it is given."""
        ...

    def list_between(
        self, person_id: str, tags: Collection[Tag], first: datetime, last: datetime
    ) -> tuple[Happening, ...]:
        """Return every happening from `first` to `last`, both included, oldest first."""
        ...
