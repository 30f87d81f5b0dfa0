"""What text messages cost, in the database: a row a message, and a row for what is spent of each month and day."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from idp.methods.sms.calendar import day_of, month_of
from idp.methods.sms.ladder import Ladder
from idp.methods.sms.ledger import Completion, Entry, MonthCost, PeriodCost, Spent
from idp.storage.delivery.delivery_reports import delivery_reports
from idp.storage.delivery.price import Price
from idp.storage.driver.prepared import Prepared
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

KEPT: Final = timedelta(days=400)
"""How long a month can be looked up: as long as the reports of its messages."""

LATEST_BILL: Final = timedelta(days=35)
"""How long after a message its gateway may still say what it cost."""

ROWS_AT_ONCE: Final = 500
"""Messages settled in one transaction, so that no code waits long for the month's row."""

NOTHING: Final = Decimal(0)

sms_ledger = Table(
    "sms_ledger",
    metadata,
    Column("message_id", String(32), primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("month", String(7), nullable=False, index=True),
    Column("cost", Price, nullable=False),
    Column("number_hash", String(32)),
    Column("series_hash", String(32)),
    Column("used_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
)

sms_spending = Table(
    "sms_spending",
    metadata,
    Column("period", String(10), primary_key=True),
    Column("cost", Price, nullable=False),
    Column("codes", Integer, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

FIND_SPENT = Prepared(
    select(sms_spending.c.period, sms_spending.c.cost, sms_spending.c.codes).where(
        or_(sms_spending.c.period == bindparam("month"), sms_spending.c.period == bindparam("day"))
    )
)


class SmsLedgerRows:
    """Implements `LedgerStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load_spent(self, now: datetime) -> Spent:
        month, day = month_of(now), day_of(now)
        found = {row.period: row for row in FIND_SPENT.all(self._connection, {"month": month, "day": day})}
        return Spent(
            month=found[month].cost if month in found else NOTHING,
            codes_today=found[day].codes if day in found else 0,
        )

    def reserve(self, entry: Entry, ladder: Ladder) -> bool:
        month, budget = month_of(entry.at), ladder.budget
        fits = (
            None
            if budget is None
            else sms_spending.c.cost + literal(ladder.price, Price) <= literal(budget, Price)
        )
        if budget is not None and ladder.price > budget:
            return False
        if not self._book(month, ladder.price, 1, entry.at, fits):
            return False
        has_room = sms_spending.c.codes < ladder.codes_per_day
        if not self._book(day_of(entry.at), ladder.price, 1, entry.at, has_room):
            self._book(month, -ladder.price, -1, entry.at)
            return False
        insert_once(
            self._connection,
            sms_ledger,
            message_id=entry.message_id,
            at=entry.at,
            month=month,
            cost=ladder.price,
            number_hash=entry.number_hash,
            series_hash=entry.series_hash,
            expires_at=entry.at + KEPT,
        )
        return True

    def settle(self, now: datetime) -> int:
        unsettled = self._connection.execute(
            select(delivery_reports, sms_ledger.c.cost, sms_ledger.c.month)
            .outerjoin(sms_ledger, sms_ledger.c.message_id == delivery_reports.c.message_id)
            .where(
                delivery_reports.c.kind == "sms",
                delivery_reports.c.at > now - LATEST_BILL,
                or_(sms_ledger.c.cost.is_(None), sms_ledger.c.cost != delivery_reports.c.price),
            )
            .order_by(sms_ledger.c.month, delivery_reports.c.message_id)
            .limit(ROWS_AT_ONCE)
        ).all()
        return sum(self._settle(row) for row in unsettled)

    def mark_used(self, message_id: str, now: datetime) -> None:
        self._connection.execute(
            update(sms_ledger).where(sms_ledger.c.message_id == message_id).values(used_at=now)
        )

    def count_completion(self, after: datetime, until: datetime) -> Completion:
        sent = and_(sms_ledger.c.number_hash.is_not(None), delivery_reports.c.result == "sent")
        row = self._connection.execute(
            select(func.count(), func.count(sms_ledger.c.used_at))
            .select_from(join_reports())
            .where(sent, sms_ledger.c.at > after, sms_ledger.c.at <= until)
        ).one()
        return Completion(row[0], row[1])

    def count_largest_series(self, after: datetime, until: datetime) -> int:
        in_between = and_(sms_ledger.c.at > after, sms_ledger.c.at <= until)
        used = select(sms_ledger.c.number_hash).where(in_between, sms_ledger.c.used_at.is_not(None))
        numbers = func.count(sms_ledger.c.number_hash.distinct())
        counts = (
            select(numbers)
            .where(in_between, sms_ledger.c.number_hash.is_not(None), sms_ledger.c.number_hash.not_in(used))
            .group_by(sms_ledger.c.series_hash)
            .order_by(numbers.desc())
            .limit(1)
        )
        return self._connection.execute(counts).scalar() or 0

    def load_month(self, month: str) -> tuple[MonthCost, ...]:
        is_code = delivery_reports.c.purpose == "code"
        gateway = delivery_reports.c.gateway
        rows = self._connection.execute(
            select(
                gateway,
                func.count(),
                func.sum(delivery_reports.c.parts),
                func.sum(sms_ledger.c.cost),
                func.sum(case((is_code, 1), else_=0)),
                func.count(sms_ledger.c.used_at),
            )
            .select_from(join_reports())
            .where(
                sms_ledger.c.month == month,
                or_(delivery_reports.c.result == "sent", sms_ledger.c.cost > NOTHING),
            )
            .group_by(gateway)
            .order_by(gateway)
        )
        return tuple(MonthCost(*row) for row in rows)

    def load_periods(self, periods: Sequence[str]) -> tuple[PeriodCost, ...]:
        found = self._connection.execute(
            select(sms_spending.c.period, sms_spending.c.cost, sms_spending.c.codes)
            .where(sms_spending.c.period.in_(periods))
            .order_by(sms_spending.c.period)
        )
        return tuple(PeriodCost(*row) for row in found)

    def _settle(self, row: Any) -> bool:
        """Book the difference once, whoever else settles at the same moment."""
        if row.cost is not None:
            changed = self._connection.execute(
                update(sms_ledger)
                .where(sms_ledger.c.message_id == row.message_id, sms_ledger.c.cost == row.cost)
                .values(cost=row.price)
            ).rowcount
            if changed:
                self._book(row.month, row.price - row.cost, 0, row.at)
            return bool(changed)
        month = month_of(row.at)
        is_first = insert_once(
            self._connection,
            sms_ledger,
            message_id=row.message_id,
            at=row.at,
            month=month,
            cost=row.price,
            expires_at=row.at + KEPT,
        )
        if is_first:
            self._book(month, row.price, 0, row.at)
        return is_first

    def _book(self, period: str, cost: Decimal, codes: int, at: datetime, fits: Any = None) -> bool:
        """Add to what is spent of a period in one conditional upsert; False when it does not fit."""
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        row = self._connection.execute(
            dialect.insert(sms_spending)
            .values(period=period, cost=cost, codes=codes, expires_at=at + KEPT)
            .on_conflict_do_update(
                index_elements=[sms_spending.c.period],
                set_={
                    "cost": sms_spending.c.cost + literal(cost, Price),
                    "codes": sms_spending.c.codes + codes,
                },
                where=fits,
            )
            .returning(sms_spending.c.period)
        ).first()
        return row is not None


def join_reports() -> Any:
    """Build the messages with how they ended."""
    return sms_ledger.join(delivery_reports, delivery_reports.c.message_id == sms_ledger.c.message_id)
