"""The statistics by the REST API."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from idp.admin.actor import Actor, Forbidden, Kind, build_operator
from idp.admin.api.operation import Call
from idp.admin.api.problems import NotFound
from idp.admin.statistics.counting import CountingRound
from idp.admin.statistics.desk import StatisticsDesk
from idp.admin.statistics.operations import AskedStatistics, Count, MonthsCost, build_statistics_operations
from idp.audit.events import Event, Tag
from idp.storage.delivery.sms_ledger import sms_spending
from idp.storage.unit_of_work import Database

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def counted(sqlite_database: Database) -> Database:
    with sqlite_database.begin() as stores:
        stores.audit.record(Event(Tag.PASSWORD_WRONG, NOON))
    CountingRound(sqlite_database.begin, sqlite_database.read).run(NOON)
    with sqlite_database.engine.begin() as connection:
        row = {"period": "2026-10", "cost": Decimal("4530"), "codes": 7, "expires_at": NOON}
        connection.execute(sms_spending.insert().values(row))
    return sqlite_database


def ask(database: Database, name: str, actor: Actor | None = None, **path: str) -> tuple[object, ...]:
    operations = {one.name: one for one in build_statistics_operations(StatisticsDesk(database.read))}
    call = Call(actor or build_operator("root"), NOON, path, AskedStatistics())
    items: tuple[object, ...] = operations[name].act(call).items
    return items


def test_counts_are_answered_by_period_and_label(counted: Database) -> None:
    found = ask(counted, "showStatistics", measure="failures")
    assert found == (Count(period="2026-11-23", label="password", count=1),)


def test_what_is_not_counted_is_not_found(counted: Database) -> None:
    with pytest.raises(NotFound):
        ask(counted, "showStatistics", measure="people")


def test_costs_are_answered_in_kronor(counted: Database) -> None:
    assert ask(counted, "showSmsCosts") == (MonthsCost(month="2026-10", kronor="45.30", codes=7),)


def test_who_may_not_see_statistics_sees_none(counted: Database) -> None:
    nobody = Actor(Kind.PERSON, "p1", frozenset())
    with pytest.raises(Forbidden):
        ask(counted, "showStatistics", nobody, measure="failures")
    with pytest.raises(Forbidden):
        ask(counted, "showSmsCosts", nobody)
