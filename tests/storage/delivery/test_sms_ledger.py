"""The money for text messages: reserved before, corrected after, never more than there is."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from idp.config.sections.sms_budget import SmsBudget
from idp.delivery.message import Message, Purpose
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.methods.sms.ladder import Ladder, build_ladder
from idp.methods.sms.ledger import Completion, Entry, MonthCost, Spent
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW, PRICE
from tests.support.together import together

KRONA = Decimal(100)
HOUR = timedelta(hours=1)


def ladder(kronor: int | None = None, per_day: int = 2000) -> Ladder:
    return build_ladder(SmsBudget(kronor_per_month=kronor, codes_per_day=per_day), PRICE)


def reserve(database: Database, number: int, limits: Ladder, at: datetime = NOW, series: str = "s") -> bool:
    with database.begin() as stores:
        return stores.sms_ledger.reserve(Entry(f"m{number}", at, f"n{number}", series), limits)


def report(
    database: Database,
    message_id: str,
    price: str = "50",
    *,
    at: datetime = NOW,
    gateway: str = "elks",
    purpose: Purpose = "code",
    is_sent: bool = True,
) -> None:
    message = Message(message_id, "sms", "+46701740607", "", "text", purpose, at, at + HOUR)
    receipt = Receipt(gateway, message_id, 1, Decimal(price))
    with database.begin() as stores:
        stores.reports.add(Report(message, "sent" if is_sent else "given_up", at, 1, receipt=receipt))


def settle(database: Database, now: datetime = NOW) -> int:
    with database.begin() as stores:
        return stores.sms_ledger.settle(now)


def spent(database: Database, now: datetime = NOW) -> Spent:
    with database.begin() as stores:
        return stores.sms_ledger.load_spent(now)


def test_a_code_is_booked_before_it_is_sent(database: Database) -> None:
    assert reserve(database, 1, ladder())
    assert spent(database) == Spent(PRICE, 1)


def test_nothing_is_spent_of_a_month_without_messages(database: Database) -> None:
    assert spent(database) == Spent(Decimal(0), 0)


def test_of_fifty_at_once_at_the_budgets_edge_exactly_those_pass_that_fit(database: Database) -> None:
    limits = ladder(kronor=5)
    passed = together(lambda number: reserve(database, number, limits))
    assert sum(passed) == 10
    assert spent(database) == Spent(5 * KRONA, 10)


def test_of_fifty_at_once_at_the_days_edge_exactly_those_pass_that_fit(database: Database) -> None:
    limits = ladder(kronor=1000, per_day=10)
    passed = together(lambda number: reserve(database, number, limits))
    assert sum(passed) == 10
    assert spent(database) == Spent(5 * KRONA, 10)


def test_a_budget_below_the_price_of_one_code_sends_none(database: Database) -> None:
    limits = Ladder(Decimal(200), Decimal(100), 10, 70, 90)
    assert not reserve(database, 1, limits)
    assert spent(database) == Spent(Decimal(0), 0)


def test_a_cheaper_gateway_gives_the_rest_back(database: Database) -> None:
    reserve(database, 1, ladder())
    report(database, "m1", "35.5")
    assert settle(database) == 1
    assert spent(database).month == Decimal("35.5")


def test_settling_again_changes_nothing(database: Database) -> None:
    reserve(database, 1, ladder())
    report(database, "m1", "35.5")
    assert [settle(database), settle(database)] == [1, 0]
    assert spent(database).month == Decimal("35.5")


def test_ten_processes_that_settle_at_once_book_a_difference_once(database: Database) -> None:
    for number in range(5):
        reserve(database, number, ladder())
        report(database, f"m{number}", "35")
    together(lambda _: settle(database), 10)
    assert spent(database).month == 5 * Decimal(35)


def test_a_code_that_was_not_sent_costs_nothing(database: Database) -> None:
    reserve(database, 1, ladder())
    report(database, "m1", "0", is_sent=False)
    settle(database)
    assert spent(database).month == 0


def test_what_a_gateway_that_fell_silent_may_charge_stays_booked(database: Database) -> None:
    reserve(database, 1, ladder())
    report(database, "m1", "50", is_sent=False)
    settle(database)
    assert spent(database).month == PRICE


def test_a_notice_is_booked_when_it_is_sent_whatever_is_left(database: Database) -> None:
    report(database, "notice", "52", purpose="notice")
    settle(database)
    assert spent(database) == Spent(Decimal(52), 0)


def test_a_later_bill_corrects_the_month_the_message_was_sent_in(database: Database) -> None:
    before, after = datetime(2026, 11, 30, 22, 59, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)
    reserve(database, 1, ladder(), before)
    report(database, "m1", "40", at=after)
    settle(database, after)
    assert (spent(database, before).month, spent(database, after).month) == (Decimal(40), Decimal(0))


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC), datetime(2026, 11, 30, 23, 0, tzinfo=UTC)),
        (datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC), datetime(2026, 3, 31, 22, 0, tzinfo=UTC)),
        (datetime(2026, 10, 31, 22, 59, 59, tzinfo=UTC), datetime(2026, 10, 31, 23, 0, tzinfo=UTC)),
    ],
    ids=["winter", "the month the clock went forward", "the month it went back"],
)
def test_the_month_ends_at_midnight_in_sweden(database: Database, last: datetime, first: datetime) -> None:
    limits = Ladder(PRICE, PRICE, 2000, 70, 90)
    assert reserve(database, 1, limits, last)
    assert not reserve(database, 2, limits, last)
    assert reserve(database, 3, limits, first)


def test_use_is_counted_over_the_codes_that_were_sent(database: Database) -> None:
    for number in range(4):
        reserve(database, number, ladder())
        report(database, f"m{number}", is_sent=number < 3)
    with database.begin() as stores:
        stores.sms_ledger.mark_used("m0", NOW)
        assert stores.sms_ledger.count_completion(NOW - HOUR, NOW) == Completion(3, 1)
        assert stores.sms_ledger.count_completion(NOW, NOW + HOUR) == Completion(0, 0)


def test_the_largest_series_counts_numbers_that_used_no_code(database: Database) -> None:
    for number in range(6):
        reserve(database, number, ladder(), series="a" if number < 4 else "b")
    with database.begin() as stores:
        stores.sms_ledger.mark_used("m0", NOW)
        assert stores.sms_ledger.count_largest_series(NOW - HOUR, NOW) == 3
        assert stores.sms_ledger.count_largest_series(NOW, NOW + HOUR) == 0


def test_a_months_cost_stands_by_gateway(database: Database) -> None:
    for number, gateway in enumerate(["elks", "elks", "operator"]):
        reserve(database, number, ladder())
        report(database, f"m{number}", "35", gateway=gateway)
    report(database, "notice", "35", purpose="notice")
    settle(database)
    with database.begin() as stores:
        stores.sms_ledger.mark_used("m2", NOW)
        assert stores.sms_ledger.load_month("2026-11") == (
            MonthCost("elks", 3, 3, Decimal(105), 2, 0),
            MonthCost("operator", 1, 1, Decimal(35), 1, 1),
        )
        assert stores.sms_ledger.load_month("2026-10") == ()
