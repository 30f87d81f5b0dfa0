"""A key of a repeated request is held by one caller for a bounded time, on each database."""

from datetime import timedelta

from idp.admin.api.idempotency import LEASE, LIFE, Claim, Kept
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.together import together

KILLED = Claim("k", NOW + LEASE)
LATER = NOW + LEASE
NEXT = Claim("k", LATER + LEASE)


def take(database: Database, claim: Claim, request: str = "r") -> bool:
    with database.begin() as stores:
        return stores.idempotency.claim(claim, request, claim.until - LEASE)


def keep(database: Database, claim: Claim, answer: bytes) -> None:
    with database.begin() as stores:
        stores.idempotency.keep(claim, 201, answer, claim.until - LEASE + LIFE)


def find(database: Database) -> Kept | None:
    with database.read() as stores:
        return stores.idempotency.find("k")


def test_a_key_whose_holder_was_killed_is_held_until_its_time_is_over(database: Database) -> None:
    assert take(database, KILLED)
    assert not take(database, Claim("k", NEXT.until - timedelta(microseconds=1)))
    assert take(database, NEXT, "another")
    assert find(database) == Kept("another", None)


def test_of_ten_that_take_a_dead_holders_key_over_one_has_it(database: Database) -> None:
    take(database, KILLED)
    assert together(lambda _: take(database, NEXT), 10).count(True) == 1


def test_who_was_taken_for_dead_neither_answers_nor_gives_back_what_another_holds(database: Database) -> None:
    take(database, KILLED)
    take(database, NEXT)
    keep(database, KILLED, b"late")
    with database.begin() as stores:
        stores.idempotency.release(KILLED)
    assert find(database) == Kept("r", None)
    keep(database, NEXT, b"ours")
    assert find(database) == Kept("r", 201, b"ours")


def test_an_answer_is_kept_for_its_whole_life_and_no_longer(database: Database) -> None:
    take(database, KILLED)
    keep(database, KILLED, b"ours")
    with database.begin() as stores:
        stores.idempotency.release(KILLED)
    assert find(database) == Kept("r", 201, b"ours")
    assert not take(database, Claim("k", NOW + LIFE - timedelta(microseconds=1) + LEASE))
    assert take(database, Claim("k", NOW + LIFE + LEASE))
    assert find(database) == Kept("r", None)
