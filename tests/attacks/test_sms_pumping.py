"""Making the municipality send text messages: each limit holds on its own (OT5)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.config.sections.sms_budget import SmsBudget
from idp.config.settings import Codes
from idp.methods.code import Channel
from idp.methods.number import Number
from idp.methods.send_code import MoneySpent, NoDestination, Sending, Sent, TooMany, TooSoon
from idp.methods.sms.ladder import build_ladder
from idp.storage.unit_of_work import Database
from tests.support.methods import LIMITS, MARIA, NOW, NUMBER, PRICE, build_sender, dump, take_messages
from tests.support.together import together

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def count_sent(sendings: list[Sending]) -> int:
    return sum(isinstance(sending, Sent) for sending in sendings)


def other_number(number: int) -> Number:
    return Number(f"n{number}", f"+467017406{number:02}", NOW)


def test_one_person_with_many_numbers_is_held_to_the_persons_hour(sqlite_database: Database) -> None:
    sender = build_sender(sqlite_database)
    sendings = [
        sender.send(f"i{number}", MARIA, Channel.SMS, other_number(number), "sv", NOW + number * MINUTE)
        for number in range(30)
    ]
    assert count_sent(sendings) == LIMITS.codes_per_hour
    assert isinstance(sendings[-1], TooMany)


def test_many_persons_with_one_number_are_held_to_the_numbers_hour(sqlite_database: Database) -> None:
    sender = build_sender(sqlite_database)
    people = [replace(MARIA, person_id=f"p{number}") for number in range(30)]
    sendings = [
        sender.send(f"i{number}", person, Channel.SMS, NUMBER, "sv", NOW)
        for number, person in enumerate(people)
    ]
    assert count_sent(sendings) == LIMITS.codes_per_number


def test_many_persons_from_one_address_are_held_to_the_addresss_hour(sqlite_database: Database) -> None:
    sender, origin = build_sender(sqlite_database), LIMITS.codes_from("203.0.113.200")
    sendings = [
        sender.send(
            f"i{number}",
            replace(MARIA, person_id=f"p{number}"),
            Channel.SMS,
            other_number(number),
            "sv",
            NOW,
            origin=origin,
        )
        for number in range(80)
    ]
    assert count_sent(sendings) == LIMITS.codes_per_address


def test_one_households_ipv6_addresses_are_one_address() -> None:
    assert LIMITS.codes_from("2001:db8:1:2::1") == LIMITS.codes_from("2001:db8:1:2:ffff::9")
    assert LIMITS.codes_from("2001:db8:1:2::1") != LIMITS.codes_from("2001:db8:1:3::1")


def test_of_fifty_requests_at_once_one_is_sent(database: Database) -> None:
    sender = build_sender(database)
    sendings = together(lambda number: sender.send(f"i{number}", MARIA, Channel.SMS, NUMBER, "sv", NOW))
    assert count_sent(sendings) == 1
    assert all(isinstance(sending, Sent | TooSoon) for sending in sendings)


def test_fifty_people_at_once_cannot_overshoot_the_month(database: Database) -> None:
    ladder = build_ladder(SmsBudget(kronor_per_month=5, remind_at=99, reason_at=99), PRICE)
    sender = build_sender(database, ladder=ladder)

    def ask(number: int) -> Sending:
        person = replace(MARIA, person_id=f"p{number}")
        return sender.send(f"i{number}", person, Channel.SMS, other_number(number), "sv", NOW)

    sendings = together(ask)
    assert count_sent(sendings) == 10
    assert all(isinstance(sending, Sent | MoneySpent) for sending in sendings)
    assert len(take_messages(database, "sms")) == 10


def test_who_must_wait_uses_up_nothing_of_the_others_hours(sqlite_database: Database) -> None:
    sender, origin = build_sender(sqlite_database), LIMITS.codes_from("203.0.113.200")
    for number in range(LIMITS.codes_per_number):
        person = replace(MARIA, person_id=f"p{number}")
        sender.send(f"i{number}", person, Channel.SMS, NUMBER, "sv", NOW, origin=origin)
    for number in range(50):
        sender.send(f"j{number}", MARIA, Channel.SMS, NUMBER, "sv", NOW + number * MINUTE, origin=origin)
    mailed = sender.send("k", MARIA, Channel.MAIL, None, "sv", NOW + 51 * MINUTE, origin=origin)
    assert isinstance(mailed, Sent)


@pytest.mark.parametrize("e164", ["+4740612345", "+882161234567", "+12025550123"])
def test_a_number_abroad_is_sent_nothing_however_it_got_there(sqlite_database: Database, e164: str) -> None:
    sender = build_sender(sqlite_database)
    assert sender.send("i1", MARIA, Channel.SMS, Number("n", e164, NOW), "sv", NOW) == NoDestination()
    assert take_messages(sqlite_database, "sms") == []


def test_a_country_on_the_list_is_sent_codes(sqlite_database: Database) -> None:
    sender = build_sender(sqlite_database, Codes(countries=("SE", "NO")))
    sending = sender.send("i1", MARIA, Channel.SMS, Number("n", "+4740612345", NOW), "sv", NOW)
    assert isinstance(sending, Sent)


def test_the_hour_starts_over(sqlite_database: Database) -> None:
    sender = build_sender(sqlite_database)
    for number in range(20):
        sender.send(f"i{number}", MARIA, Channel.SMS, NUMBER, "sv", NOW + number * MINUTE)
    assert isinstance(sender.send("i99", MARIA, Channel.SMS, NUMBER, "sv", NOW + 2 * HOUR), Sent)


def test_what_is_kept_of_the_cost_names_no_number(sqlite_database: Database) -> None:
    build_sender(sqlite_database).send("i1", MARIA, Channel.SMS, NUMBER, "sv", NOW)
    assert NUMBER.e164.encode() not in dump(sqlite_database)
    assert NUMBER.e164.removeprefix("+46").encode() not in dump(sqlite_database)
