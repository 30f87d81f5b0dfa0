"""Searches the trail, shows a row in whole, and exports; that somebody did is itself recorded, in the same trail."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.admin.actor import Actor
from idp.admin.audit.asking import describe_asking
from idp.admin.audit.forms import Form, build_head, build_writer
from idp.admin.audit.stores import AuditStores
from idp.admin.permissions import Permission
from idp.audit.chain import Row, is_emptied, is_genuine
from idp.audit.emptied import read_answer
from idp.audit.events import Tag
from idp.audit.groups import part_of
from idp.audit.search import Wanted, read_fields

PART: Final = 2000
"""Rows that a piece of an export holds, about."""


class NoSuchRow(LookupError):
    """The trail has no row at this place: it was pruned, or has not been written yet."""


@dataclass(frozen=True, slots=True)
class Found:
    """Rows, the newest first. There may be older ones before `older`, and newer ones after `newer`; None for none."""

    rows: tuple[Row, ...]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A row and where it stands. `is_whole`: its hash is right, it names the hash of the row before it, and if it
    is empty, a later row answers for that.

    `before` and `after` are the places beside it; None when nothing stands there.
    """

    row: Row
    is_whole: bool
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Export:
    """What leaves: how many rows, and the text of each as it is read."""

    count: int
    lines: Iterator[str]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an export, and the place that the next one follows; None at the end."""

    text: str
    after: int | None


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """Reads the trail. `read` opens units that only read; `host` is what exported syslog messages come from."""

    begin: Callable[[], AbstractContextManager[AuditStores]]
    read: Callable[[], AbstractContextManager[AuditStores]]
    key: bytes
    host: str

    def search(
        self,
        actor: Actor,
        wanted: Wanted,
        now: datetime,
        *,
        limit: int,
        before: int | None = None,
        after: int | None = None,
        stated: str | None = None,
    ) -> Found:
        """Return the newest rows that are wanted: of those before a place, or those that follow most closely on one.

        The search is recorded after it has been made, so that no search finds itself.
        """
        actor.check(Permission.AUDIT_READ)
        with self.read() as stores:
            if after is None:
                page = stores.audit_search.find_page(wanted, before, limit)
                newest = page.rows[0].seq if page.rows else (before or 1) - 1
                found = Found(page.rows, page.more_before, None if before is None else newest)
            else:
                page = stores.audit_search.find_newer(wanted, after, limit)
                found = Found(page.rows, page.rows[-1].seq if page.rows else after + 1, page.more_after)
        with self.begin() as stores:
            stores.audit.record(
                describe_asking(actor, Tag.AUDIT_SEARCHED, now, wanted, len(found.rows), "search", stated)
            )
        return found

    def show(self, actor: Actor, seq: int, now: datetime) -> Place:
        """Return one row in whole. That it was read is recorded, with whom it is about. Raises NoSuchRow."""
        actor.check(Permission.AUDIT_READ)
        with self.read() as stores:
            row = stores.audit_search.find_row(seq)
            before, after = stores.audit_search.find_row(seq - 1), stores.audit_search.find_row(seq + 1)
            is_answered = row is None or not is_emptied(row) or self._is_answered(stores, row)
        if row is None:
            raise NoSuchRow(seq)
        about = read_fields(row).get("person_id")
        asked = Wanted(person_id=about if isinstance(about, str) else None)
        with self.begin() as stores:
            stores.audit.record(describe_asking(actor, Tag.AUDIT_SEARCHED, now, asked, 1, "row"))
        return Place(
            row,
            is_genuine(row, seq, self.key)
            and (before is None or before.hash == row.previous)
            and is_answered,
            before.seq if before else None,
            after.seq if after else None,
        )

    def _is_answered(self, stores: AuditStores, row: Row) -> bool:
        """Say whether a genuine event after an empty row answers for it."""
        asked, place = Wanted(tags=(Tag.AUDIT_EMPTIED,)), row.seq
        end, part = stores.audit_search.find_end(), part_of(row.tag)
        after: int | None = place
        while after is not None:
            words, after = stores.audit_search.read_some(asked, after, end)
            for word in words:
                if is_genuine(word, word.seq, self.key) and not is_emptied(word):
                    last, parts = read_answer(word.seq, word.fields)
                    if place <= last and part in parts:
                        return True
        return False

    def export(
        self, actor: Actor, wanted: Wanted, form: Form, now: datetime, *, stated: str | None = None
    ) -> Export:
        """Return the wanted rows as text, the oldest first; that somebody took them is recorded before the first is read."""
        actor.check(Permission.AUDIT_EXPORT)
        with self.read() as stores:
            end = stores.audit_search.find_end()
            count = stores.audit_search.count(wanted, end)
        with self.begin() as stores:
            stores.audit.record(
                describe_asking(actor, Tag.AUDIT_EXPORTED, now, wanted, count, form.value, stated)
            )
        return Export(count, self._write(wanted, form, end))

    def export_some(self, actor: Actor, wanted: Wanted, form: Form, now: datetime, after: int = 0) -> Part:
        """Return the wanted rows that follow a place, as text, and where to go on: for who takes them piece by piece.

        Only the first piece has the form's head. Each piece is recorded.
        """
        actor.check(Permission.AUDIT_EXPORT)
        rows: list[Row] = []
        place: int | None = after
        with self.read() as stores:
            end = stores.audit_search.find_end()
            while place is not None and len(rows) < PART:
                some, place = stores.audit_search.read_some(wanted, place, end)
                rows += some
        with self.begin() as stores:
            stores.audit.record(
                describe_asking(actor, Tag.AUDIT_EXPORTED, now, wanted, len(rows), form.value)
            )
        head = build_head(form) if after == 0 else ""
        return Part(head + "".join(map(build_writer(form, self.host), rows)), place)

    def _write(self, wanted: Wanted, form: Form, end: int) -> Iterator[str]:
        """Yield the rows up to `end`, and on to what answers for rows that were emptied while they were read."""
        write, after = build_writer(form, self.host), 0
        head = build_head(form)
        if head:
            yield head
        last = end
        while after < last:
            for row in read_rows(self.read, wanted, after, last):
                yield write(row)
            after, last = last, self._find_last_word()

    def _find_last_word(self) -> int:
        """Return the place of the last event that answers for empty rows; 0 for none."""
        with self.read() as stores:
            page = stores.audit_search.find_page(Wanted(tags=(Tag.AUDIT_EMPTIED,)), None, 1)
        return page.rows[0].seq if page.rows else 0


def read_rows(
    read: Callable[[], AbstractContextManager[AuditStores]], wanted: Wanted, after: int, end: int
) -> Iterator[Row]:
    """Yield the wanted rows after a place up to `end`, in the order of the chain.

    Each handful is read in a unit of its own: no connection waits for whoever takes the rows slowly.
    """
    place: int | None = after
    while place is not None:
        with read() as stores:
            rows, place = stores.audit_search.read_some(wanted, place, end)
        yield from rows
