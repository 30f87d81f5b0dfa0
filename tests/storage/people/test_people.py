"""The local directory's people: one username a realm, and a password nobody overwrites unseen."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from idp.people.local import Account
from idp.people.person import Person
from idp.sealing import SealBroken
from idp.storage.people.people import people as table
from idp.storage.unit_of_work import Database
from tests.support.methods import GUNILLA, MARIA, NOW, dump
from tests.support.statements import watch_statements
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


KNOWN = replace(
    MARIA,
    personal_number="197503259280",
    previous_coordination_number="197503859287",
    employee_id="10003",
    alias="Medarbetare 311",
    password_expires_at=NOW + timedelta(days=30),
)


def test_numbers_and_employment_come_back_as_they_were_given(database: Database) -> None:
    holder = replace(
        MARIA,
        person_id="p-2",
        realm="skola",
        coordination_number="197503859287",
        coordination_level="probable",
    )
    assert [add(database, KNOWN), add(database, holder)] == [True, True]
    with database.begin() as stores:
        assert stores.people.list_people() == (KNOWN, holder)


def test_a_copy_of_the_database_holds_no_identity_number(database: Database) -> None:
    add(database, KNOWN)
    assert b"9280" not in dump(database)
    assert b"197503" not in dump(database)


def test_a_sealed_number_moved_to_another_row_does_not_open(database: Database) -> None:
    add(database, KNOWN)
    add(database, replace(GUNILLA, personal_number="196301022866"))
    with database.engine.begin() as connection:
        stolen = select(table.c.sealed_identity).where(table.c.person_id == MARIA.person_id).scalar_subquery()
        connection.execute(
            update(table).where(table.c.person_id == GUNILLA.person_id).values(sealed_identity=stolen)
        )
    with database.begin() as stores, pytest.raises(SealBroken):
        stores.people.find_person(GUNILLA.person_id)


def test_an_employee_id_is_one_person_in_its_realm(database: Database) -> None:
    """Claims and Scopes for the Swedish OpenID Connect Profile 1.0, section 2.2.2: unique in the organisation."""
    assert add(database, replace(MARIA, employee_id="10003")) is True
    assert add(database, replace(GUNILLA, employee_id="10003")) is False
    assert add(database, GUNILLA) is True
    with database.begin() as stores:
        assert stores.people.change(replace(GUNILLA, employee_id="10003")) is False
        assert stores.people.find_person(GUNILLA.person_id) == GUNILLA


def test_a_changed_person_is_stored_whole_and_keeps_the_password(database: Database) -> None:
    add(database)
    changed = replace(KNOWN, unit="Ekonomi", is_protected=True)
    with database.begin() as stores:
        assert stores.people.change(changed) is True
        assert stores.people.find_account("adm", "margra001") == Account(changed, "hash-1")
        assert stores.people.change(replace(changed, person_id="p-nobody", employee_id="9")) is False


def test_people_are_found_by_their_ids_alone_and_those_of_the_realm_are_told(database: Database) -> None:
    add(database)
    add(database, replace(GUNILLA, realm="skola"))
    with watch_statements(database) as statements, database.read() as stores:
        found = stores.people.find_people([MARIA.person_id, GUNILLA.person_id], "adm")
    assert [one.person_id for one in found] == [MARIA.person_id]
    assert [one.partition("WHERE")[2].count("realm") for one in statements] == [0]
