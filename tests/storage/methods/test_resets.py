"""A request to reset methods is approved once, by a third person, in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.methods.bypass import Checked, Reason
from idp.methods.reset import Item, ItemKind, Reset, State, read_item
from idp.storage.unit_of_work import Database
from tests.support.methods import NOW
from tests.support.together import together

RESET = Reset(
    "r1",
    "p-maria",
    (Item(ItemKind.DEVICE, "d1"), Item(ItemKind.RECOVERY)),
    "p-anna",
    Reason.LOST_PHONE,
    Checked.ID_CARD,
    NOW,
    NOW + timedelta(hours=1),
)


@pytest.fixture
def asked(database: Database) -> Database:
    with database.begin() as stores:
        stores.resets.add(RESET)
    return database


def approve(database: Database, by: str, after: timedelta = timedelta(minutes=1)) -> bool:
    with database.begin() as stores:
        return stores.resets.approve("r1", by, NOW + after)


def test_a_request_is_read_back_as_it_was_written(asked: Database) -> None:
    with asked.read() as stores:
        assert stores.resets.find("r1") == RESET
        assert stores.resets.list_of("p-maria", NOW) == stores.resets.list_since(NOW) == (RESET,)
        assert stores.resets.list_of("p-anna", NOW) == ()


def test_of_many_requests_about_one_person_at_the_same_moment_one_waits(database: Database) -> None:
    def ask(number: int) -> bool:
        with database.begin() as stores:
            return stores.resets.add(replace(RESET, reset_id=f"r{number}"))

    assert sum(together(ask, 12)) == 1
    with database.read() as stores:
        assert len(stores.resets.list_of("p-maria", NOW)) == 1


def test_a_request_about_another_or_after_one_that_is_over_does_not_wait_for_it(asked: Database) -> None:
    later = NOW + timedelta(hours=1)
    with asked.begin() as stores:
        assert stores.resets.add(replace(RESET, reset_id="r2", person_id="p-erik"))
        assert stores.resets.add(
            replace(RESET, reset_id="r3", asked_at=later, good_until=later + timedelta(hours=1))
        )


def test_a_third_person_approves_once_of_many_at_the_same_moment(asked: Database) -> None:
    assert sum(together(lambda number: approve(asked, f"p-{number}"), 20)) == 1
    with asked.read() as stores:
        done = stores.resets.find("r1")
    assert done
    assert done.state_at(NOW + timedelta(minutes=2)) is State.DONE


@pytest.mark.parametrize("by", ["p-anna", "p-maria"])
def test_neither_who_asked_nor_whom_it_is_about_approves(asked: Database, by: str) -> None:
    assert not approve(asked, by)


def test_too_late_is_too_late(asked: Database) -> None:
    assert not approve(asked, "p-erik", timedelta(hours=1))
    assert RESET.state_at(NOW + timedelta(hours=1)) is State.EXPIRED


def test_a_cancelled_request_is_not_approved(asked: Database) -> None:
    with asked.begin() as stores:
        assert stores.resets.cancel("r1", "p-anna", NOW)
        assert not stores.resets.cancel("r1", "p-anna", NOW)
    assert not approve(asked, "p-erik")
    assert replace(RESET, cancelled_at=NOW).state_at(NOW) is State.CANCELLED


@pytest.mark.parametrize("written", ["", "device", "phone:1", "device:\n", "device:å"])
def test_what_is_no_item_is_none(written: str) -> None:
    assert read_item(written) in (None, Item(ItemKind.DEVICE))


def test_an_item_is_read_as_it_is_written() -> None:
    assert read_item(str(Item(ItemKind.KEY, "k:1"))) == Item(ItemKind.KEY, "k:1")
