"""A change to what somebody signs in with: told to its owner, with one code to object by."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.methods.change import CHANGE_LIFE, Change, ChangeKind
from idp.methods.telling import OBJECTION_LENGTH, hash_objection
from idp.storage.prune import KEPT_AFTER_EXPIRY, prune
from idp.storage.unit_of_work import Database
from tests.support.methods import (
    GUNILLA,
    MARIA,
    NOW,
    SECRET,
    build_numbers,
    build_telling,
    dump,
    take_messages,
)
from tests.support.together import together

FIRST, SECOND, THIRD = "+46701740605", "+46701740606", "+46701740607"
ADDED = Change(ChangeKind.KEY_ADDED, "Jobbdatorn", "key-1")


def tell(database: Database, change: Change = ADDED) -> str:
    """Tell Maria of the change and return the code that she is told, as it is shown."""
    with database.begin() as stores:
        build_telling().tell(stores, MARIA, change, "sv", NOW)
    return take_messages(database, "mail")[-1].body


def register(database: Database, *e164s: str) -> None:
    build_numbers(database).change(MARIA, e164s, "sv", NOW)
    take_messages(database, "mail")
    take_messages(database, "sms")


def test_a_change_is_told_to_the_mailbox_and_to_every_number_with_one_code(database: Database) -> None:
    register(database, FIRST, SECOND)
    code = tell(database)
    texts = take_messages(database, "sms")
    assert [text.to for text in texts] == [FIRST, SECOND]
    assert {text.body for text in texts} == {code}


def test_a_number_that_is_added_hears_nothing_of_it(database: Database) -> None:
    register(database, FIRST)
    build_numbers(database).change(MARIA, (THIRD,), "sv", NOW)
    assert [text.to for text in take_messages(database, "sms")] == [FIRST]


def test_somebody_without_a_mailbox_is_told_by_text_message(database: Database) -> None:
    register(database, FIRST)
    with database.begin() as stores:
        build_telling().tell(stores, replace(MARIA, email=None), ADDED, "sv", NOW)
    assert take_messages(database, "mail") == []
    assert len(take_messages(database, "sms")) == 1


def test_a_code_is_long_and_shown_in_groups(database: Database) -> None:
    code = tell(database)
    assert [len(group) for group in code.split("-")] == [4, 4, 5]
    assert len(code.replace("-", "")) == OBJECTION_LENGTH


@pytest.mark.parametrize("how", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code} "])
def test_a_change_is_found_by_its_code_however_it_is_typed(database: Database, how: object) -> None:
    assert callable(how)
    code = tell(database)
    with database.begin() as stores:
        found = stores.changes.find_by_code(hash_objection(SECRET, how(code)))
    assert found is not None
    assert (found.kind, found.name, found.item_id) == (ADDED.kind, "Jobbdatorn", "key-1")


def test_a_copy_of_the_database_holds_no_code_to_object_with(database: Database) -> None:
    code = tell(database)
    take_messages(database, "sms")
    assert code.encode() not in dump(database)
    assert code.replace("-", "").encode() not in dump(database)


def test_of_fifty_objections_at_once_one_counts(database: Database) -> None:
    tell(database)
    with database.begin() as stores:
        (change,) = stores.changes.list_since(MARIA.person_id, NOW)

    def object_to(_: int) -> bool:
        with database.begin() as stores:
            return stores.changes.consume_objection(change.change_id, NOW)

    assert together(object_to).count(True) == 1


def test_another_persons_change_does_not_exist(database: Database) -> None:
    tell(database)
    with database.begin() as stores:
        (change,) = stores.changes.list_since(MARIA.person_id, NOW)
        assert stores.changes.find(GUNILLA.person_id, change.change_id) is None
        assert stores.changes.list_since(GUNILLA.person_id, NOW) == ()


def test_a_change_is_forgotten_after_its_life(database: Database) -> None:
    tell(database)
    end = NOW + CHANGE_LIFE + KEPT_AFTER_EXPIRY
    assert prune(database.engine, end)["changes"] == 0
    assert prune(database.engine, end + timedelta(seconds=1))["changes"] == 1
