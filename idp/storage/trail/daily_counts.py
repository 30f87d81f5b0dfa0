"""How many of what happened each day, in the database, and how far of the trail has been counted."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import BigInteger, Column, Connection, Integer, String, Table, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from idp.audit.daily import COUNTED, LABEL_CHARACTERS, Cell, Counted, Measure
from idp.audit.emptied import NOTHING
from idp.audit.history import Happening
from idp.storage.insert_once import insert_once
from idp.storage.metadata import metadata
from idp.storage.trail.audit import audit_trail as trail
from idp.storage.trail.history import read_happening

daily_counts = Table(
    "daily_counts",
    metadata,
    Column("measure", String(16), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("label", String(LABEL_CHARACTERS), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

daily_counts_place = Table(
    "daily_counts_place",
    metadata,
    Column("trail", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
)

THE_TRAIL: Final = 1
MONTH_CHARACTERS: Final = 7
DAY_CHARACTERS: Final = 10


class DailyCountRows:
    """Implements `CountingStore` and `CountStore`."""

    def __init__(self, connection: Connection, bind: Callable[[], None]) -> None:
        self._connection = connection
        self._bind = bind

    def load_place(self) -> int:
        found = self._connection.execute(select(daily_counts_place.c.seq)).scalar()
        return 0 if found is None else int(found)

    def find_end(self) -> int:
        self._bind()
        return self._connection.execute(select(func.max(trail.c.seq))).scalar() or 0

    def find_start(self, after: int) -> int | None:
        return self._connection.execute(select(func.min(trail.c.seq)).where(trail.c.seq > after)).scalar()

    def list_happenings(self, after: int, upto: int) -> tuple[Happening, ...]:
        rows = self._connection.execute(
            select(trail.c.seq, trail.c.at, trail.c.tag, trail.c.fields).where(
                trail.c.seq > after,
                trail.c.seq <= upto,
                trail.c.tag.in_([tag.value for tag in COUNTED]),
                trail.c.fields != NOTHING,
            )
        )
        return tuple(filter(None, map(find_happening, rows)))

    def add(self, counts: Mapping[Cell, int], after: int, upto: int) -> bool:
        if not self._move(after, upto):
            return False
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        table = daily_counts
        rows: list[dict[str, Any]] = [
            {"measure": cell.measure.value, "day": cell.day, "label": cell.label, "count": count}
            for cell, count in sorted(counts.items())
        ]
        if rows:
            given = dialect.insert(table)
            self._connection.execute(
                given.on_conflict_do_update(
                    index_elements=list(table.primary_key.columns),
                    set_={"count": table.c.count + given.excluded.count},
                ),
                rows,
            )
        return True

    def list_counts(self, measure: Measure, first: str, last: str, *, by_month: bool) -> tuple[Counted, ...]:
        table = daily_counts
        period = func.substr(table.c.day, 1, MONTH_CHARACTERS if by_month else DAY_CHARACTERS)
        rows = self._connection.execute(
            select(period, table.c.label, func.sum(table.c.count))
            .where(table.c.measure == measure.value, table.c.day >= first, table.c.day <= last)
            .group_by(period, table.c.label)
            .order_by(period, table.c.label)
        )
        return tuple(Counted(row[0], measure, row[1], int(row[2])) for row in rows)

    def list_largest(self, measure: Measure, first: str, last: str, limit: int) -> tuple[Counted, ...]:
        table = daily_counts
        total = func.sum(table.c.count)
        rows = self._connection.execute(
            select(table.c.label, total)
            .where(table.c.measure == measure.value, table.c.day >= first, table.c.day <= last)
            .group_by(table.c.label)
            .order_by(total.desc(), table.c.label)
            .limit(limit)
        )
        return tuple(Counted(f"{first}/{last}", measure, row[0], int(row[1])) for row in rows)

    def _move(self, after: int, upto: int) -> bool:
        """Say how far has been counted, once: whoever comes second finds that it has moved, and adds nothing."""
        table = daily_counts_place
        if after == 0 and insert_once(self._connection, table, trail=THE_TRAIL, seq=upto):
            return True
        moved = self._connection.execute(
            update(table)
            .where(table.c.trail == THE_TRAIL, table.c.seq == after)
            .values(seq=upto)
            .returning(table.c.seq)
        ).first()
        return moved is not None


def find_happening(row: Any) -> Happening | None:
    """Return the event of a row; None when somebody made it unreadable: it is counted as nothing, and stops nothing."""
    try:
        return read_happening(row)
    except ValueError:
        return None
