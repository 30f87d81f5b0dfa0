"""The local directory tells whose password it is, and nothing else, neither by answer nor by work."""

from dataclasses import replace
from datetime import timedelta

import pytest

from idp.people.directory import Bar, Barred, Locked, Right, Wrong
from idp.people.hasher import MOST_BYTES
from idp.people.person import Person
from tests.support.methods import MARIA, NOW
from tests.unit.people.small_directory import PASSWORD, CountingHasher, SmallDirectory

ENDED = replace(MARIA, expires_at=NOW)
INACTIVE = replace(MARIA, is_active=False)


def test_the_right_password_says_who_it_is() -> None:
    town = SmallDirectory()
    town.employ()
    assert town.open().check_password(" MARGRA001 ", PASSWORD, NOW) == Right(MARIA)


def test_a_password_that_must_be_changed_is_told_only_when_it_is_right() -> None:
    town = SmallDirectory()
    town.employ(must_change_password=True)
    directory = town.open()
    assert directory.check_password("margra001", PASSWORD, NOW) == Barred(MARIA, Bar.PASSWORD_EXPIRED)
    assert directory.check_password("margra001", "another", NOW) == Wrong()


def test_a_locked_account_is_told_only_when_the_password_is_right() -> None:
    town = SmallDirectory()
    town.employ(is_locked=True)
    directory = town.open()
    assert directory.check_password("margra001", PASSWORD, NOW) == Barred(MARIA, Bar.LOCKED)
    assert directory.check_password("margra001", "another", NOW) == Locked(MARIA.person_id)


@pytest.mark.parametrize(
    ("person", "username", "password"),
    [
        (MARIA, "margra001", "another"),
        (MARIA, "nobody", PASSWORD),
        (MARIA, "", PASSWORD),
        (MARIA, "mar\x00gra", PASSWORD),
        (MARIA, "m" * 10_000, PASSWORD),
        (MARIA, "margra001", ""),
        (MARIA, "margra001", "x" * (MOST_BYTES + 1)),
        (MARIA, "margra001", "\ud800"),
        (INACTIVE, "margra001", PASSWORD),
        (ENDED, "margra001", PASSWORD),
    ],
    ids=["wrong password", "unknown name", "no name", "NUL in the name", "endless name", "no password",
         "endless password", "no text", "inactive", "ended"],
)  # fmt: skip
def test_whatever_is_wrong_the_answer_is_one_and_the_work_is_one_hash(
    person: Person, username: str, password: str
) -> None:
    town = SmallDirectory()
    town.employ(person)
    assert town.open().check_password(username, password, NOW) == Wrong()
    assert (town.hasher.verified, town.hasher.hashed) == (1, 0)


def test_an_account_is_good_until_the_moment_it_ends() -> None:
    town = SmallDirectory()
    town.employ(ENDED)
    just_before = NOW - timedelta(microseconds=1)
    assert town.open().check_password("margra001", PASSWORD, just_before) == Right(ENDED)


def test_the_same_username_in_the_other_realm_is_not_this_person() -> None:
    town = SmallDirectory()
    town.employ()
    assert town.open("skola").check_password("margra001", PASSWORD, NOW) == Wrong()
    assert town.open("skola").find_person(MARIA.person_id, NOW) is None


def test_a_hash_of_yesterdays_costs_is_made_anew_when_the_password_is_right() -> None:
    town = SmallDirectory()
    town.employ()
    town.hasher = CountingHasher(memory_kib=16)
    directory = town.open()
    directory.check_password("margra001", "another", NOW)
    assert town.hasher.hashed == 0
    assert directory.check_password("margra001", PASSWORD, NOW) == Right(MARIA)
    (account,) = town.people.accounts.values()
    assert not town.hasher.needs_rehash(account.password_hash)
    assert directory.check_password("margra001", PASSWORD, NOW) == Right(MARIA)
    assert town.hasher.hashed == 1


@pytest.mark.parametrize("person", [INACTIVE, ENDED])
def test_who_has_left_is_still_known_and_inactive(person: Person) -> None:
    town = SmallDirectory()
    town.employ(person)
    found = town.open().find_person(MARIA.person_id, NOW)
    assert found is not None
    assert not found.is_active


def test_an_unknown_id_is_nobody() -> None:
    assert SmallDirectory().open().find_person("p-nobody", NOW) is None
