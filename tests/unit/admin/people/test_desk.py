"""One person is looked at, unlocked and signed out by whoever may, and each of it is recorded with who did it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from idp.admin.actor import Forbidden
from idp.admin.people.helped import Done, NotDone, UnknownPerson
from idp.admin.people.sheet import Block
from idp.methods.throttle import Throttle
from idp.people.local import Account
from idp.storage.unit_of_work import Database
from tests.support.employees import GUNILLA, MARIA, NOON, VIKTOR
from tests.support.methods import LIMITS, SECRET, list_tags
from tests.support.people_desk import (
    ANNA,
    AUDITOR,
    OWNER,
    TRUSTED,
    Desks,
    build_desks,
    build_staff,
    open_session,
)

SHY = replace(
    MARIA, person_id="p-shy", username="annber001", name="Anna Berg", is_protected=True, alias="Medarbetare 311",
    personal_number="199001012385",
)  # fmt: skip


@pytest.fixture
def desks(sqlite_database: Database) -> Desks:
    desks = build_desks(sqlite_database)
    with sqlite_database.begin() as stores:
        assert stores.people.add(Account(SHY, "hash"), SHY.username)
    return desks


def fill(desks: Desks, *, is_inside: bool) -> None:
    throttle = Throttle(desks.database.begin, SECRET)
    bucket = LIMITS.password(MARIA.realm, MARIA.username, is_inside=is_inside)
    for _ in range(LIMITS.failures):
        throttle.take(bucket, NOON)


def test_a_person_is_shown_with_all_they_sign_in_with_and_numbers_masked(desks: Desks) -> None:
    sheet = desks.people.open(ANNA, MARIA.person_id, NOON)
    assert sheet.name == MARIA.name
    assert [(thing.item.kind.value, thing.name) for thing in sheet.things] == [
        ("number", "07•• ••• •07"),
        ("device", "Jobbtelefonen"),
    ]
    assert (sheet.blocks, sheet.running, sheet.has_recovery) == ((), (), False)


def test_each_opening_is_recorded_with_who_opened(desks: Desks) -> None:
    desks.people.open(ANNA, MARIA.person_id, NOON)
    event = desks.last_event()
    assert event["tag"] == "person.opened"
    said = json.loads(event["fields"])
    assert (said["person_id"], said["by"], said["zone"]) == (MARIA.person_id, "p-anna", "admin")


def test_whoever_may_not_see_people_sees_nobody_and_it_is_not_even_looked_up(desks: Desks) -> None:
    before = list_tags(desks.database)
    for call in (desks.people.open, desks.people.unlock, desks.people.end_all):
        with pytest.raises(Forbidden):
            call(OWNER, MARIA.person_id, NOON)
    assert list_tags(desks.database) == before


def test_an_auditor_looks_and_changes_nothing(desks: Desks) -> None:
    assert desks.people.open(AUDITOR, MARIA.person_id, NOON).name == MARIA.name
    for call in (desks.people.unlock, desks.people.end_all):
        with pytest.raises(Forbidden):
            call(AUDITOR, MARIA.person_id, NOON)
    with pytest.raises(Forbidden):
        desks.people.end_one(AUDITOR, MARIA.person_id, "s1", NOON)


def test_a_protected_person_is_an_alias_to_the_helpdesk(desks: Desks) -> None:
    sheet = desks.people.open(ANNA, SHY.person_id, NOON)
    assert sheet.name == "Medarbetare 311"
    shown = (sheet.person.name, sheet.person.username, sheet.person.email, sheet.person.personal_number)
    assert shown == ("Medarbetare 311", "", None, None)
    assert desks.people.open(TRUSTED, SHY.person_id, NOON).person.name == SHY.name


def test_a_protected_person_is_not_found_by_username_by_the_helpdesk(desks: Desks) -> None:
    with pytest.raises(UnknownPerson):
        desks.people.find_named(ANNA, "adm", SHY.username, NOON)
    assert desks.people.find_named(TRUSTED, "adm", SHY.username, NOON).person_id == SHY.person_id


@pytest.mark.parametrize("person_id", ["", "nobody", "\0", "å" * 9])
def test_nobody_is_unknown(desks: Desks, person_id: str) -> None:
    with pytest.raises(UnknownPerson):
        desks.people.open(ANNA, person_id, NOON)


def test_a_block_says_what_is_counted_where_and_until_when(desks: Desks) -> None:
    fill(desks, is_inside=False)
    until = NOON + LIMITS.wait
    assert desks.people.open(ANNA, MARIA.person_id, NOON).blocks == (Block("password", "outside", until),)
    assert desks.people.open(ANNA, MARIA.person_id, until).blocks == ()


def test_looking_counts_nothing(desks: Desks) -> None:
    for _ in range(LIMITS.failures + 1):
        desks.people.open(ANNA, MARIA.person_id, NOON)
    assert desks.people.open(ANNA, MARIA.person_id, NOON).blocks == ()


def test_unlocking_forgets_guesses_in_every_kind_of_place(desks: Desks) -> None:
    fill(desks, is_inside=False)
    fill(desks, is_inside=True)
    assert desks.people.unlock(ANNA, MARIA.person_id, NOON) == Done(2)
    assert desks.people.open(ANNA, MARIA.person_id, NOON).blocks == ()
    assert "person.unlocked" in list_tags(desks.database)


def test_unlocking_opens_a_local_account_that_is_locked(desks: Desks) -> None:
    account = desks.people.open(ANNA, VIKTOR.person_id, NOON).account
    assert account
    assert account.is_locked
    assert desks.people.unlock(ANNA, VIKTOR.person_id, NOON) == Done(1)
    account = desks.people.open(ANNA, VIKTOR.person_id, NOON).account
    assert account
    assert not account.is_locked


def test_nobody_unlocks_themselves(desks: Desks) -> None:
    assert desks.people.unlock(build_staff(VIKTOR.person_id), VIKTOR.person_id, NOON) is NotDone.OWN
    account = desks.people.open(ANNA, VIKTOR.person_id, NOON).account
    assert account
    assert account.is_locked


def test_one_sign_in_is_ended_and_only_the_persons_own(desks: Desks) -> None:
    open_session(desks.database, MARIA.person_id)
    open_session(desks.database, GUNILLA.person_id, "s2")
    assert desks.people.end_one(ANNA, MARIA.person_id, "s2", NOON) is NotDone.NOTHING
    assert desks.people.end_one(ANNA, MARIA.person_id, "\0", NOON) is NotDone.NOTHING
    assert desks.people.end_one(ANNA, MARIA.person_id, "s1", NOON) == Done()
    assert desks.people.end_one(ANNA, MARIA.person_id, "s1", NOON) is NotDone.NOTHING
    assert list_tags(desks.database)[-2:] == ["session.ended", "person.signed_out"]


def test_every_sign_in_is_ended(desks: Desks) -> None:
    open_session(desks.database, MARIA.person_id)
    open_session(desks.database, MARIA.person_id, "s2", NOON + timedelta(minutes=1))
    later = NOON + timedelta(minutes=2)
    assert len(desks.people.open(ANNA, MARIA.person_id, later).running) == 2
    assert desks.people.end_all(ANNA, MARIA.person_id, later) == Done(2)
    assert desks.people.end_all(ANNA, MARIA.person_id, later) is NotDone.NOTHING
