from datetime import UTC, datetime, timedelta

import pytest

from idp.delivery.breaker import FAILURES, REST, Breaker
from idp.delivery.health import DeliveryHealth
from idp.storage.unit_of_work import Database
from tests.support.together import together

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def fail(database: Database, times: int = FAILURES, at: datetime = NOW) -> Breaker:
    for _ in range(times):
        with database.begin() as stores:
            breaker: Breaker = stores.breakers.note_failure("first", at)
    return breaker


def may_try(database: Database, at: datetime) -> bool:
    with database.begin() as stores:
        allowed: bool = stores.breakers.begin_try("first", at)
        return allowed


def succeed(database: Database, at: datetime) -> bool:
    with database.begin() as stores:
        was_down: bool = stores.breakers.note_success("first", at)
        return was_down


def load(database: Database) -> tuple[Breaker, ...]:
    with database.begin() as stores:
        found: tuple[Breaker, ...] = stores.breakers.list()
        return found


def test_a_gateway_that_never_failed_is_tried_and_leaves_nothing_behind(database: Database) -> None:
    assert may_try(database, NOW)
    assert not succeed(database, NOW)
    assert load(database) == ()


def test_a_gateway_rests_from_its_third_failure_in_a_row(database: Database) -> None:
    assert fail(database, FAILURES - 1) == Breaker("first", FAILURES - 1, NOW)
    assert may_try(database, NOW)
    assert fail(database, 1, LATER) == Breaker("first", FAILURES, LATER, LATER + REST)
    assert not may_try(database, LATER)


def test_a_success_between_them_begins_the_count_anew(database: Database) -> None:
    fail(database, FAILURES - 1)
    assert not succeed(database, NOW)
    fail(database, FAILURES - 1)
    assert may_try(database, NOW)


def test_it_is_down_since_it_began_to_rest_however_long_that_lasts(database: Database) -> None:
    fail(database)
    assert fail(database, 1, LATER) == Breaker("first", FAILURES + 1, NOW, LATER + REST)
    assert succeed(database, LATER)
    assert load(database) == (Breaker("first", 0, LATER),)


def test_of_fifty_who_ask_when_the_rest_is_over_one_tries(database: Database) -> None:
    fail(database)
    assert sum(together(lambda _: may_try(database, NOW + REST))) == 1
    assert not may_try(database, NOW + REST * 2 - timedelta(microseconds=1))
    assert may_try(database, NOW + REST * 2)


def test_fifty_failures_at_once_are_all_counted(database: Database) -> None:
    together(lambda _: fail(database, 1))
    (breaker,) = load(database)
    assert breaker.failures == 50


def test_a_clock_that_was_ahead_leaves_nothing_alone_for_ever(database: Database) -> None:
    fail(database, at=NOW + timedelta(days=400))
    assert may_try(database, NOW)


@pytest.mark.parametrize("names", [("first",), ("first", "second")])
def test_every_process_sees_how_the_gateways_are(database: Database, names: tuple[str, ...]) -> None:
    fail(database)
    other = DeliveryHealth(Database(database.engine, database._keys).begin, {"sms": names})
    assert other.find_state("sms", NOW).is_up == (len(names) > 1)
    assert not other.find_state("mail", NOW).is_up
