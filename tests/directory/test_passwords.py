"""A real directory judges passwords; what it says comes out as one of our answers."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from idp.people.directory import Bar, Barred, Locked, Right, Unavailable, Wrong
from idp.people.ldap.directory import LdapDirectory
from tests.support.slapd import ADM, PASSWORD, SKOLA, Slapd, add_policy

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)

Hire = Callable[..., str]


def test_right_password_is_right_however_the_name_is_written(directory: LdapDirectory, hire: Hire) -> None:
    hire("margra001")
    answers = [directory.check_password(name, PASSWORD, NOW) for name in ("margra001", " MARGRA001 ")]
    assert all(isinstance(answer, Right) for answer in answers)
    assert answers[0] == answers[1]


def test_wrong_password_and_unknown_name_are_the_same_answer(directory: LdapDirectory, hire: Hire) -> None:
    hire("margra001")
    assert directory.check_password("margra001", "another", NOW) == Wrong()
    assert directory.check_password("nobody001", PASSWORD, NOW) == Wrong()


def test_wrong_password_names_whom_it_was_for_once_they_have_signed_in(
    directory: LdapDirectory, hire: Hire
) -> None:
    hire("margra001")
    right = directory.check_password("margra001", PASSWORD, NOW)
    wrong = directory.check_password("margra001", "another", NOW)
    assert isinstance(right, Right)
    assert isinstance(wrong, Wrong)
    assert wrong.person_id == right.person.person_id


@pytest.mark.parametrize("password", ["", "\0", f"{PASSWORD}\0", "\ud800", "x" * 5000])
def test_password_that_no_directory_should_see_is_wrong_and_never_sent(
    directory: LdapDirectory, hire: Hire, slapd: Slapd, password: str
) -> None:
    hire("margra001")
    slapd.stop()
    try:
        assert directory.check_password("margra001", password, NOW) == Wrong()
    finally:
        slapd.start()


@pytest.mark.parametrize(
    "username",
    [
        "*",
        "margra*",
        ")(uid=*",
        "*)(uid=*))(|(uid=*",
        "margra001)(objectClass=*",
        "margra001\0",
        "\\2a",
        "x" * 10_000,
        "märgra001",
        "margra001,ou=adm",
        "uid=margra001",
        "",
        " ",
        "\U0001f600",
    ],
)
def test_hostile_username_is_nobody(directory: LdapDirectory, hire: Hire, username: str) -> None:
    hire("margra001")
    assert directory.check_password(username, PASSWORD, NOW) == Wrong()


def test_one_name_in_two_realms_is_two_people(
    slapd: Slapd, hire: Hire, open_ldap: Callable[..., LdapDirectory]
) -> None:
    hire("annber002", base=ADM)
    hire("annber002", base=SKOLA, userPassword="another password")
    adm, skola = open_ldap(slapd.settings(ADM)), open_ldap(slapd.settings(SKOLA), "skola")
    in_adm, in_skola = (
        adm.check_password("annber002", PASSWORD, NOW),
        skola.check_password("annber002", "another password", NOW),
    )
    assert isinstance(in_adm, Right)
    assert isinstance(in_skola, Right)
    assert in_adm.person.person_id != in_skola.person.person_id
    assert skola.check_password("annber002", PASSWORD, NOW) == Wrong()
    assert skola.find_person(in_adm.person.person_id, NOW) is None


def test_account_that_the_directory_locked_says_nothing_of_the_password(
    directory: LdapDirectory, hire: Hire
) -> None:
    hire("vikper001")
    for _ in range(5):
        assert directory.check_password("vikper001", "another", NOW) == Wrong()
    assert directory.check_password("vikper001", "another", NOW) == Locked()
    assert directory.check_password("vikper001", PASSWORD, NOW) == Locked()


def test_password_that_was_reset_must_be_changed_first(
    directory: LdapDirectory, hire: Hire, slapd: Slapd
) -> None:
    slapd.change(hire("svealm001"), pwdReset="TRUE")
    answer = directory.check_password("svealm001", PASSWORD, NOW)
    assert isinstance(answer, Barred)
    assert answer.bar is Bar.PASSWORD_EXPIRED
    assert directory.check_password("svealm001", "another", NOW) == Wrong()


def test_password_that_has_run_out_is_told_only_when_it_is_right(
    directory: LdapDirectory, hire: Hire, slapd: Slapd
) -> None:
    policy = add_policy(slapd, "short", pwdMaxAge="1")
    hire("svealm002", pwdPolicySubentry=policy)
    time.sleep(2.1)
    answer = directory.check_password("svealm002", PASSWORD, NOW)
    assert isinstance(answer, Barred)
    assert answer.bar is Bar.PASSWORD_EXPIRED
    assert directory.check_password("svealm002", "another", NOW) == Wrong()


def test_password_that_runs_out_soon_is_right_and_says_when(
    directory: LdapDirectory, hire: Hire, slapd: Slapd
) -> None:
    policy = add_policy(slapd, "warning", pwdMaxAge=str(10 * 86400), pwdExpireWarning=str(14 * 86400))
    hire("erikar001", pwdPolicySubentry=policy)
    answer = directory.check_password("erikar001", PASSWORD, NOW)
    assert isinstance(answer, Right)
    assert answer.person.password_expires_at is not None
    assert timedelta(days=9) < answer.person.password_expires_at - NOW <= timedelta(days=10)


def test_account_locked_for_good_is_inactive(directory: LdapDirectory, hire: Hire, slapd: Slapd) -> None:
    dn = hire("larwik001")
    answer = directory.check_password("larwik001", PASSWORD, NOW)
    assert isinstance(answer, Right)
    slapd.change(dn, pwdAccountLockedTime="000001010000Z")
    found = directory.find_person(answer.person.person_id, NOW + timedelta(seconds=31))
    assert found is not None
    assert not found.is_active


def test_two_entries_of_one_name_are_nobody(directory: LdapDirectory, hire: Hire, slapd: Slapd) -> None:
    slapd.add(f"ou=more,{ADM}", objectClass="organizationalUnit", ou="more")
    hire("johsjo001")
    hire("johsjo001", base=f"ou=more,{ADM}")
    assert directory.check_password("johsjo001", PASSWORD, NOW) == Wrong()


def test_somebody_outside_the_base_is_nobody(directory: LdapDirectory, hire: Hire) -> None:
    hire("sarlin001", base=SKOLA)
    assert directory.check_password("sarlin001", PASSWORD, NOW) == Wrong()


def test_service_account_that_may_not_read_is_no_wrong_password(
    slapd: Slapd, hire: Hire, open_ldap: Callable[..., LdapDirectory], tmp_path: object
) -> None:
    hire("margra001")
    settings = slapd.settings(bind_dn=f"cn=nobody,{ADM}")
    assert open_ldap(settings).check_password("margra001", PASSWORD, NOW) == Unavailable()
