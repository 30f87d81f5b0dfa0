"""The trail from a moment on, everybody's, a page at a time: for looking back, by statements that only read."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from idp.audit.emptied import NOTHING
from idp.audit.events import Tag
from idp.audit.history import Happening
from idp.storage.trail.audit import audit_trail as trail
from idp.storage.trail.history import read_happening

PAGE: Final = 1000
"""Rows read at once."""


class TrailPages:
    """Reads happenings of some kinds in the order they were recorded."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load_start(self) -> datetime | None:
        """Read when the oldest event happened that is kept; None without any."""
        return self._connection.execute(select(trail.c.at).order_by(trail.c.seq).limit(1)).scalar()

    def find_first(self, since: datetime) -> int:
        """Return the place of the first event that is not older; the place after the last when all are.

        The trail has no index by time, and needs none: it grows in the order of time, so the place is found by halving.
        """
        ends = self._connection.execute(select(func.min(trail.c.seq), func.max(trail.c.seq))).one()
        if ends[0] is None:
            return 1
        low, high = int(ends[0]), int(ends[1]) + 1
        while low < high:
            middle = (low + high) // 2
            asked = select(trail.c.at).where(trail.c.seq >= middle).order_by(trail.c.seq).limit(1)
            if self._connection.execute(asked).scalar_one() < since:
                low = middle + 1
            else:
                high = middle
        return low

    def find_last(self) -> int:
        """Return the place of the last event; 0 without any."""
        return self._connection.execute(select(func.max(trail.c.seq))).scalar() or 0

    def list_page(self, tags: Collection[Tag], first: int, last: int) -> tuple[tuple[Happening, ...], int]:
        """Return the first thousand happenings from one place to another, and the place that the next page begins at.

        After `last` there is nothing more. What has lost its fields tells nothing and is left out.
        """
        named = [tag.value for tag in tags]
        columns = select(trail.c.seq, trail.c.at, trail.c.tag, trail.c.fields)
        within = (trail.c.seq >= first, trail.c.seq <= last, trail.c.fields != NOTHING)
        asked = columns.where(trail.c.tag.in_(named), *within)
        rows = self._connection.execute(asked.order_by(trail.c.seq).limit(PAGE)).all()
        following = rows[-1].seq + 1 if len(rows) == PAGE else last + 1
        return tuple(map(read_happening, rows)), following

    def list_since(self, tags: Collection[Tag], since: datetime) -> Iterator[Happening]:
        """Yield every happening with one of these tags that is not older than the moment."""
        first, last = self.find_first(since), self.find_last()
        while first <= last:
            page, first = self.list_page(tags, first, last)
            yield from page
