"""A real directory is asked about many people at once: who of them is still employed."""

from collections.abc import Callable
from datetime import UTC, datetime

from idp.people.directory import Right, RollCall
from idp.people.ldap.directory import LdapDirectory
from idp.people.ldap.roll import AT_ONCE
from tests.support.slapd import PASSWORD, Slapd

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)

Open = Callable[..., LdapDirectory]
Hire = Callable[..., str]


def let_in(directory: LdapDirectory, username: str) -> str:
    answer = directory.check_password(username, PASSWORD, NOW)
    assert isinstance(answer, Right)
    return answer.person.person_id


def test_those_who_are_there_are_present_and_strangers_are_not(directory: LdapDirectory, hire: Hire) -> None:
    hire("margra001")
    hire("perdah001")
    people = [let_in(directory, "margra001"), let_in(directory, "perdah001")]
    called = directory.call_roll([*people, "of our own database"], NOW)
    assert called == RollCall(frozenset(people))
    assert called.list_gone([*people, "of our own database"]) == ("of our own database",)


def test_whoever_left_or_was_locked_for_good_is_gone(
    directory: LdapDirectory, slapd: Slapd, hire: Hire
) -> None:
    hire("margra001")
    left, locked = slapd.hire("perdah001"), hire("gunhol001")
    people = [let_in(directory, name) for name in ("margra001", "perdah001", "gunhol001")]
    slapd.dismiss(left)
    slapd.change(locked, pwdAccountLockedTime="000001010000Z")
    assert directory.call_roll(people, NOW).list_gone(people) == tuple(people[1:])


def test_a_directory_that_is_down_makes_nobody_gone(slapd: Slapd, open_ldap: Open, hire: Hire) -> None:
    hire("margra001")
    person_id = let_in(open_ldap(slapd.settings()), "margra001")
    away = open_ldap(slapd.settings(servers=("ldaps://localhost:9",)))
    called = away.call_roll([person_id, "somebody else"], NOW)
    assert called == RollCall(unknown=frozenset({person_id}))


def test_many_people_take_a_few_searches(directory: LdapDirectory, hire: Hire) -> None:
    names = [f"vikarie{number:03}" for number in range(AT_ONCE + 1)]
    for name in names:
        hire(name)
    people = [let_in(directory, name) for name in names]
    assert directory.call_roll(people, NOW).present == frozenset(people)
