"""Which kinds of events lose their fields before the trail's own time is over, and the word that is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from idp.audit.emptied import KINDS, LAST_EMPTIED
from idp.audit.events import Event, Tag
from idp.audit.groups import LOGBOOK, list_kinds, part_of


@dataclass(frozen=True, slots=True)
class Over:
    """A group of events whose time is over when they are older than `before`."""

    group: str
    days: int
    tags: tuple[str, ...]
    before: datetime

    @property
    def parts(self) -> str:
        """Return the parts of the tags before their points, each once, a blank between two."""
        return " ".join(sorted({part_of(tag) for tag in self.tags}))


def list_over(days: Mapping[str, int], now: datetime) -> tuple[Over, ...]:
    """Return what is over now, by the days each group is kept. What the trail says of itself never is."""
    return tuple(
        Over(group, days[group], tags, now - timedelta(days=days[group]))
        for group, tags in list_kinds()
        if group in days and group != LOGBOOK
    )


def build_word(over: Over, last: int, count: int, now: datetime) -> Event:
    """Return the event that answers for the rows up to `last` whose fields go."""
    details: dict[str, str | int] = {
        "group": over.group,
        "days": over.days,
        KINDS: over.parts,
        LAST_EMPTIED: last,
        "row_count": count,
    }
    return Event(Tag.AUDIT_EMPTIED, now, details=details)
