"""The whole trail searched: the newest first a page at a time, or every row in the order of the chain.

Each question about a person, an application, a kind or a time is answered by an index that ends in `seq`. A zone and
who did it have none: rows are looked through, LOOKED_THROUGH at a time, and the page says where to go on.
"""

from collections.abc import Iterator
from datetime import timedelta
from heapq import merge
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, or_, select, tuple_

from idp.audit.chain import Row
from idp.audit.events import Tag
from idp.audit.search import BY, Page, Wanted, is_wanted
from idp.storage.trail.audit import audit_trail as trail
from idp.storage.trail.audit import read_row

LOOKED_THROUGH: Final = 100_000
"""Rows that one page without an index reads at most."""

ROWS_AT_ONCE: Final = 1000

NARROW: Final = timedelta(days=31)
"""A time that is found by its index before anything else, whatever else is asked for."""

ROW: Final = (
    trail.c.seq,
    trail.c.at,
    trail.c.tag,
    trail.c.fields,
    trail.c.previous,
    trail.c.hash,
    trail.c.entry,
    trail.c.digest,
    trail.c.person_id,
    trail.c.client_id,
)


class AuditSearch:
    """Reads the trail for those who look after the provider."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_page(self, wanted: Wanted, before: int | None, limit: int) -> Page:
        """Return the newest rows that are wanted, of those with a lower `seq` than `before` when it is given."""
        span = self._find_span(wanted)
        if span is None:
            return Page((), None)
        first, end = span if before is None else (span[0], min(span[1], before))
        bottom = max(first, end - LOOKED_THROUGH) if looks_through(wanted) else first
        questions = build_questions(wanted, limit, bottom, end)
        answers = [[read_row(row) for row in self._connection.execute(one)] for one in questions]
        found = list(islice(merge(*answers, key=lambda row: -row.seq), limit))
        lowest = found[-1].seq if len(found) == limit else bottom
        rows = tuple(row for row in found if is_wanted(row, wanted))
        return Page(rows, lowest if lowest > first else None)

    def find_newer(self, wanted: Wanted, after: int, limit: int) -> Page:
        """Return the rows that are wanted and follow `after` most closely, the newest first."""
        span = self._find_span(wanted)
        if span is None:
            return Page((), None)
        first, end = max(span[0], after + 1), span[1]
        top = min(end, first + LOOKED_THROUGH) if looks_through(wanted) else end
        questions = build_questions(wanted, limit, first, top, is_newest_first=False)
        answers = [[read_row(row) for row in self._connection.execute(one)] for one in questions]
        found = list(islice(merge(*answers, key=lambda row: row.seq), limit))
        highest = found[-1].seq if len(found) == limit else top - 1
        rows = tuple(row for row in reversed(found) if is_wanted(row, wanted))
        return Page(rows, None, highest if highest < end - 1 else None)

    def find_row(self, seq: int) -> Row | None:
        """Return the row at this place; None when there is none."""
        row = self._connection.execute(select(*ROW).where(trail.c.seq == seq)).first()
        return None if row is None else read_row(row)

    def find_end(self) -> int:
        """Return the place of the last row; 0 for none."""
        return self._connection.execute(select(func.max(trail.c.seq))).scalar() or 0

    def count(self, wanted: Wanted, end: int) -> int:
        """Return how many rows up to `end`, included, are wanted."""
        question = select(func.count()).select_from(trail)
        return self._connection.execute(question.where(trail.c.seq <= end, *limit_to(wanted))).scalar() or 0

    def read_all(self, wanted: Wanted, end: int) -> Iterator[Row]:
        """Yield every wanted row up to `end`, included, in the order of the chain; a thousand are held at a time."""
        after: int | None = 0
        while after is not None:
            rows, after = self.read_some(wanted, after, end)
            yield from rows

    def read_some(self, wanted: Wanted, after: int, end: int) -> tuple[tuple[Row, ...], int | None]:
        """Return the next wanted rows in the order of the chain, and the place to go on after; None at the end."""
        question = select(*ROW).where(*limit_to(wanted), trail.c.seq > after, trail.c.seq <= end)
        some = question.order_by(trail.c.seq).limit(ROWS_AT_ONCE)
        found = [read_row(row) for row in self._connection.execute(some)]
        last = found[-1].seq if len(found) == ROWS_AT_ONCE else None
        return tuple(row for row in found if is_wanted(row, wanted)), last

    def _find_span(self, wanted: Wanted) -> tuple[int, int] | None:
        """Return the first place within the time asked for, and the one after the last; None when nothing is within.

        A clock that was wrong for a while makes the span longer than it need be, never shorter.
        """
        is_timed = bool(wanted.since or wanted.until) and not has_index_beside_time(wanted)
        if is_timed or is_narrow(wanted):
            first, last = self._connection.execute(build_span_question(wanted)).one()
            return None if last is None else (first, last + 1)
        end = self.find_end()
        return (self._find_first(), end + 1) if end else None

    def _find_first(self) -> int:
        """Return the place of the first row that was not pruned; 1 for none."""
        return self._connection.execute(select(func.min(trail.c.seq))).scalar() or 1


def has_index_beside_time(wanted: Wanted) -> bool:
    """Say whether something is asked for that has an index of its own, and that is more than a time."""
    return bool(wanted.person_id or wanted.client_id or wanted.tags)


def is_narrow(wanted: Wanted) -> bool:
    """Say whether so short a time is asked for that finding it first costs less than looking for a frequent kind in it."""
    return bool(wanted.since and wanted.until and wanted.until - wanted.since <= NARROW)


def looks_through(wanted: Wanted) -> bool:
    """Say whether rows must be read to see whether they are wanted."""
    return bool(wanted.zone or wanted.by_id) and not (wanted.person_id or wanted.client_id)


def build_span_question(wanted: Wanted) -> Select[Any]:
    """Return the question for the first and the last place within the time asked for, answered along the index of time.

    The sum keeps PostgreSQL from walking the chain from its beginning instead, in the hope of a row that is soon there.
    """
    place = trail.c.seq + literal_column("0")
    return select(func.min(place), func.max(place)).where(*limit_to_time(wanted))


def build_questions(
    wanted: Wanted, limit: int, first: int, end: int, *, is_newest_first: bool = True
) -> tuple[Select[Any], ...]:
    """Return one question a kind, so that each is answered from the end of its own part of the index.

    A kind alone, or in a time, is asked for by places of that index, which nothing else answers: PostgreSQL would look
    for a kind that never was along the whole chain.
    """
    limits = limit_to(wanted, tags=())
    within = (trail.c.seq >= first, trail.c.seq < end)
    order = (trail.c.tag.desc(), trail.c.seq.desc()) if is_newest_first else (trail.c.tag, trail.c.seq)
    question = select(*ROW).where(*limits).limit(limit)
    kinds = tuple(dict.fromkeys(wanted.tags))
    if not kinds or wanted.person_id or wanted.client_id or looks_through(wanted):
        question = question.where(*within).order_by(order[-1])
        return tuple(question.where(trail.c.tag == tag.value) for tag in kinds) or (question,)
    place = tuple_(trail.c.tag, trail.c.seq)
    return tuple(
        question.where(place >= tuple_(tag.value, first), place < tuple_(tag.value, end)).order_by(*order)
        for tag in kinds
    )


def limit_to(wanted: Wanted, tags: tuple[Tag, ...] | None = None) -> list[ColumnElement[bool]]:
    """Return what a wanted row must be; `tags` stand in for those of `wanted`."""
    kinds = [tag.value for tag in (wanted.tags if tags is None else tags)]
    limits = limit_to_time(wanted)
    if wanted.person_id is not None:
        limits.append(trail.c.person_id == wanted.person_id)
    if wanted.client_id is not None:
        limits.append(trail.c.client_id == wanted.client_id)
    if kinds:
        limits.append(trail.c.tag.in_(kinds))
    if wanted.zone is not None:
        limits.append(tells("zone", wanted.zone))
    if wanted.by_id is not None:
        limits.append(tells_of(wanted.by_id, *BY))
    return limits


def tells_of(value: str, *names: str) -> ColumnElement[bool]:
    """Return that a row's canonical JSON says this of one of the names.

    Nearly no row holds the value at all: it is looked for once, and beside each name only where it stands.
    """
    return trail.c.fields.contains(f':"{value}"', autoescape=True) & or_(
        *(tells(name, value) for name in names)
    )


def tells(name: str, value: str) -> ColumnElement[bool]:
    """Return that a row's canonical JSON says this."""
    return trail.c.fields.contains(f'"{name}":"{value}"', autoescape=True)


def limit_to_time(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return when a wanted row must have been written."""
    limits: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        limits.append(trail.c.at >= wanted.since)
    if wanted.until is not None:
        limits.append(trail.c.at <= wanted.until)
    return limits
