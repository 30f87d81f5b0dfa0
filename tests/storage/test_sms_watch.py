"""Codes that nobody uses, neighbouring numbers and spent money raise one alarm each, in figures alone."""

import logging
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from idp.chance import SystemChance
from idp.config.sections.alarms import Alarms
from idp.config.sections.sms_budget import SmsBudget
from idp.delivery.message import Message
from idp.delivery.receipt import Receipt
from idp.delivery.report import Report
from idp.methods.sms.ladder import Ladder, build_ladder
from idp.methods.sms.ledger import Entry
from idp.methods.sms.watch import SmsWatch
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW, PRICE, list_tags, take_messages
from tests.support.together import together

LIFE = timedelta(minutes=5)
SENT_AT = NOW - timedelta(minutes=20)
LADDER = build_ladder(SmsBudget(), PRICE)
ALARMS = Alarms(mail="it@havsvik.example", completion_samples=20, completion_percent=50, adjacent_numbers=5)


def write(sign: str, **figures: object) -> tuple[str, str]:
    return sign, " ".join(f"{name}={figure}" for name, figure in figures.items() if name != "at")


def watch(database: Database, ladder: Ladder = LADDER, settings: Alarms = ALARMS) -> SmsWatch:
    return SmsWatch(database.begin, ladder, settings, LIFE, SystemChance(), write)


def send(
    database: Database, count: int, used: int, *, series: str | None = None, ladder: Ladder = LADDER
) -> None:
    """Send codes twenty minutes ago, each to a number of its own, and use some of them."""
    for number in range(count):
        message_id = f"{series}-{number}"
        entry = Entry(message_id, SENT_AT, message_id, series or message_id)
        message = Message(message_id, "sms", "+46701740607", "", "text", "code", SENT_AT, NOW)
        with database.begin() as stores:
            stores.sms_ledger.reserve(entry, ladder)
            stores.reports.add(Report(message, "sent", SENT_AT, 1, receipt=Receipt("elks", price=PRICE)))
            if number < used:
                stores.sms_ledger.mark_used(message_id, SENT_AT)


def subjects(database: Database) -> list[str]:
    return [mail.subject for mail in take_messages(database, "mail")]


def test_codes_that_are_not_used_raise_an_alarm_for_the_hour_and_the_day(database: Database) -> None:
    send(database, 20, 9)
    watch(database).run(NOW)
    mails = take_messages(database, "mail")
    assert [mail.subject for mail in mails] == ["unused_in_hour", "unused_in_day"]
    assert {(mail.to, mail.body) for mail in mails} == {("it@havsvik.example", "sent_count=20 used_count=9")}
    assert list_tags(database).count("sms.alarm") == 2


@pytest.mark.parametrize(("count", "used"), [(20, 10), (19, 0)], ids=["half are used", "too few to tell"])
def test_ordinary_use_raises_none(database: Database, count: int, used: int) -> None:
    send(database, count, used)
    watch(database).run(NOW)
    assert subjects(database) == []


def test_codes_that_may_still_be_used_say_nothing(database: Database) -> None:
    send(database, 30, 0)
    watch(database).run(SENT_AT + timedelta(minutes=4))
    assert subjects(database) == []


def test_neighbouring_numbers_without_use_raise_an_alarm(database: Database) -> None:
    send(database, 5, 0, series="a")
    watch(database).run(NOW)
    assert subjects(database) == ["series"]


def test_neighbouring_numbers_that_sign_in_are_colleagues(database: Database) -> None:
    send(database, 9, 5, series="a")
    watch(database).run(NOW)
    assert subjects(database) == []


def test_an_alarm_is_raised_once_in_its_hour_and_again_in_the_next(database: Database) -> None:
    send(database, 5, 0, series="a")
    once = watch(database)
    together(lambda _: once.run(NOW), 8)
    once.run(NOW + timedelta(minutes=10))
    assert list_tags(database).count("sms.alarm") == 1
    again = replace(once, life=timedelta(minutes=45))
    again.run(NOW + timedelta(hours=1))
    assert list_tags(database).count("sms.alarm") == 2


@pytest.mark.parametrize(("codes", "sign"), [(6, []), (7, ["remind"]), (9, ["reason"]), (10, ["spent"])])
def test_each_rung_of_the_month_is_told(database: Database, codes: int, sign: list[str]) -> None:
    ladder = build_ladder(SmsBudget(kronor_per_month=5), PRICE)
    send(database, codes, codes, ladder=ladder)
    watch(database, ladder).run(NOW)
    assert subjects(database) == sign


def test_a_full_day_is_told(database: Database) -> None:
    ladder = build_ladder(SmsBudget(codes_per_day=10), PRICE)
    send(database, 10, 10, ladder=ladder)
    watch(database, ladder).run(NOW)
    assert subjects(database) == ["day_spent"]


def test_without_an_address_alarms_are_logged_and_recorded(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    send(database, 5, 0, series="a")
    with caplog.at_level(logging.WARNING):
        watch(database, settings=Alarms()).run(NOW)
    assert subjects(database) == []
    assert list_tags(database)[-1] == "sms.alarm"
    assert caplog.messages == ["sms alarm sign=series series_count=5"]


def test_the_round_settles_what_messages_cost(database: Database) -> None:
    send(database, 1, 1)
    dearer = Report(
        Message("notice", "sms", "+46701740607", "", "text", "notice", SENT_AT, NOW),
        "sent",
        SENT_AT,
        1,
        receipt=Receipt("elks", price=Decimal(70)),
    )
    with database.begin() as stores:
        stores.reports.add(dearer)
    watch(database).run(NOW)
    with database.begin() as stores:
        assert stores.sms_ledger.load_spent(NOW).month == Decimal(120)
