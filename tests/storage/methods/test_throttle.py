"""Attempts are counted before they are judged, and waits grow."""

from datetime import timedelta

import pytest

from idp.methods.throttle import Allowed, Blocked, Bucket
from idp.storage.unit_of_work import Database
from tests.support.methods import LIMITS, MARIA, NOW, build_throttle, dump
from tests.support.together import together

MINUTES = timedelta(minutes=1)
ACCOUNT = LIMITS.password("adm", "margra001", is_inside=False)


def use_up(database: Database, bucket: Bucket) -> None:
    throttle = build_throttle(database)
    for _ in range(bucket.limit):
        assert isinstance(throttle.take(bucket, NOW), Allowed)


def test_each_attempt_leaves_one_less(database: Database) -> None:
    throttle = build_throttle(database)
    assert [throttle.take(ACCOUNT, NOW) for _ in range(3)] == [Allowed(9), Allowed(8), Allowed(7)]


def test_after_the_last_attempt_nothing_is_judged_until_the_wait_is_over(database: Database) -> None:
    use_up(database, ACCOUNT)
    throttle = build_throttle(database)
    assert throttle.take(ACCOUNT, NOW + 15 * MINUTES - timedelta(microseconds=1)) == Blocked(
        NOW + 15 * MINUTES
    )
    assert isinstance(throttle.take(ACCOUNT, NOW + 15 * MINUTES), Allowed)


def test_a_refused_attempt_does_not_lengthen_the_wait(database: Database) -> None:
    use_up(database, ACCOUNT)
    throttle = build_throttle(database)
    for minute in range(15):
        assert throttle.take(ACCOUNT, NOW + minute * MINUTES) == Blocked(NOW + 15 * MINUTES)


def test_each_wait_is_twice_the_one_before_up_to_four_hours(database: Database) -> None:
    throttle, now, waits = build_throttle(database), NOW, []
    for _ in range(6):
        while not isinstance(taken := throttle.take(ACCOUNT, now), Blocked):
            pass
        waits.append((taken.until - now) // MINUTES)
        now = taken.until
    assert waits == [15, 30, 60, 120, 240, 240]


def test_somebody_who_stops_just_short_of_the_limit_gains_no_new_guesses_by_waiting_a_little(
    database: Database,
) -> None:
    throttle, judged = build_throttle(database), 0
    for quarter in range(96):
        for _ in range(ACCOUNT.limit - 1):
            judged += isinstance(throttle.take(ACCOUNT, NOW + quarter * 15 * MINUTES), Allowed)
    assert judged < 100


def test_a_right_answer_forgives_the_account(database: Database) -> None:
    use_up(database, ACCOUNT)
    throttle = build_throttle(database)
    throttle.forgive(ACCOUNT)
    assert throttle.take(ACCOUNT, NOW) == Allowed(9)


def test_an_attempt_given_back_opens_the_bucket_it_had_filled(database: Database) -> None:
    address = LIMITS.address("203.0.113.7")
    use_up(database, address)
    throttle = build_throttle(database)
    throttle.give_back(address)
    assert throttle.take(address, NOW) == Allowed(0)
    assert isinstance(throttle.take(address, NOW), Blocked)


def test_giving_back_what_was_never_taken_gains_nothing(database: Database) -> None:
    throttle = build_throttle(database)
    throttle.give_back(ACCOUNT)
    throttle.take(ACCOUNT, NOW)
    throttle.give_back(ACCOUNT)
    throttle.give_back(ACCOUNT)
    assert throttle.take(ACCOUNT, NOW) == Allowed(9)


@pytest.mark.parametrize(
    "other",
    [
        LIMITS.password("adm", "margra001", is_inside=True),
        LIMITS.password("skola", "margra001", is_inside=False),
        LIMITS.password("adm", "margra002", is_inside=False),
        LIMITS.factor(MARIA, is_inside=False),
    ],
    ids=["the office", "the other realm", "another name", "the second factor"],
)
def test_a_full_bucket_shuts_no_other(database: Database, other: Bucket) -> None:
    use_up(database, ACCOUNT)
    assert build_throttle(database).take(other, NOW) == Allowed(9)


def test_of_fifty_attempts_at_once_the_limit_is_judged_and_no_more(database: Database) -> None:
    throttle = build_throttle(database)
    taken = together(lambda _: throttle.take(ACCOUNT, NOW))
    assert sum(isinstance(one, Allowed) for one in taken) == 10
    assert {one.until for one in taken if isinstance(one, Blocked)} == {NOW + 15 * MINUTES}


def test_the_table_names_neither_people_nor_addresses(database: Database) -> None:
    throttle = build_throttle(database)
    for bucket in (ACCOUNT, LIMITS.factor(MARIA, is_inside=False), LIMITS.address("203.0.113.7")):
        throttle.take(bucket, NOW)
    for clear in (b"margra001", b"p-maria", b"203.0.113.7", b"outside"):
        assert clear not in dump(database)


def test_looking_says_until_when_nothing_is_judged_and_counts_nothing(database: Database) -> None:
    use_up(database, ACCOUNT)
    throttle = build_throttle(database)
    with database.read() as stores:
        assert throttle.find_block(stores, ACCOUNT, NOW) == NOW + 15 * MINUTES
        assert throttle.find_block(stores, ACCOUNT, NOW + 15 * MINUTES) is None
        assert throttle.find_block(stores, LIMITS.password("adm", "margra001", is_inside=True), NOW) is None


def test_one_attempt_less_than_the_limit_is_no_block(database: Database) -> None:
    throttle = build_throttle(database)
    for _ in range(ACCOUNT.limit - 1):
        throttle.take(ACCOUNT, NOW)
    with database.read() as stores:
        assert throttle.find_block(stores, ACCOUNT, NOW) is None


def test_what_somebody_else_forgives_forgets_the_waits_before_too(database: Database) -> None:
    use_up(database, ACCOUNT)
    throttle = build_throttle(database)
    with database.begin() as stores:
        throttle.forgive_in(stores, ACCOUNT)
    assert throttle.take(ACCOUNT, NOW) == Allowed(ACCOUNT.limit - 1)
