"""The local directory's people: one username a realm, and a password nobody overwrites unseen."""

from dataclasses import replace
from datetime import timedelta

from idp.people.local import Account
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW
from tests.support.together import together

ACCOUNT = Account(MARIA, "hash-1")


def add(database: Database, person: Person = MARIA) -> bool:
    with database.begin() as stores:
        return stores.people.add(replace(ACCOUNT, person=person), person.username)


def test_a_stored_account_comes_back_whole(database: Database) -> None:
    ending = replace(MARIA, expires_at=NOW + timedelta(days=10), is_protected=True, email=None)
    account = Account(ending, "hash-1", is_locked=True, must_change_password=True)
    with database.begin() as stores:
        assert stores.people.add(account, "margra001") is True
        assert stores.people.find_account("adm", "margra001") == account
        assert stores.people.find_person(MARIA.person_id) == ending


def test_a_username_is_one_person_in_its_realm(database: Database) -> None:
    assert add(database) is True
    assert add(database, replace(MARIA, person_id="p-2")) is False


def test_the_same_username_in_the_other_realm_is_somebody_else(database: Database) -> None:
    other = replace(MARIA, person_id="p-2", realm="skola")
    assert [add(database), add(database, other)] == [True, True]
    with database.begin() as stores:
        found = stores.people.find_account("skola", "margra001")
    assert found is not None
    assert found.person == other


def test_of_fifty_who_add_one_username_one_succeeds(database: Database) -> None:
    added = together(lambda number: add(database, replace(MARIA, person_id=f"p-{number}")))
    assert added.count(True) == 1


def test_an_unknown_person_is_nobody(database: Database) -> None:
    with database.begin() as stores:
        assert stores.people.find_account("adm", "margra001") is None
        assert stores.people.find_person("p-maria") is None
        assert stores.people.set_password("p-maria", "hash-2", NOW) is False
        assert stores.people.set_active("p-maria", False, NOW) is False


def test_a_hash_is_replaced_only_while_it_is_the_one_that_was_checked(database: Database) -> None:
    add(database)
    with database.begin() as stores:
        stores.people.set_password(MARIA.person_id, "hash-2", NOW)
        assert stores.people.replace_hash(MARIA.person_id, "hash-1", "hash-1-anew") is False
        assert stores.people.replace_hash(MARIA.person_id, "hash-2", "hash-2-anew") is True


def test_a_new_password_unlocks_and_need_not_be_changed(database: Database) -> None:
    with database.begin() as stores:
        stores.people.add(replace(ACCOUNT, is_locked=True, must_change_password=True), "margra001")
        stores.people.set_password(MARIA.person_id, "hash-2", NOW)
        assert stores.people.find_account("adm", "margra001") == Account(MARIA, "hash-2")


def test_people_are_listed_by_realm_and_username(database: Database) -> None:
    teacher = replace(MARIA, person_id="p-3", realm="skola", username="annber002")
    for person in (teacher, MARIA, GUNILLA):
        add(database, person)
    with database.begin() as stores:
        assert stores.people.list_people() == (GUNILLA, MARIA, teacher)
        assert stores.people.list_people("skola") == (teacher,)


def test_who_is_let_out_is_inactive_until_let_in_again(database: Database) -> None:
    add(database)
    for is_active in (False, True):
        with database.begin() as stores:
            assert stores.people.set_active(MARIA.person_id, is_active, NOW) is True
            found = stores.people.find_person(MARIA.person_id)
        assert found is not None
        assert found.is_active is is_active
