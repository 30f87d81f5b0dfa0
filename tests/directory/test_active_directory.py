"""What Active Directory says in its own way: sub-codes, keys that are bytes, moments since 1601, groups in chains."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from idp.config.sections.directories import Groups
from idp.people.directory import Bar, Barred, Locked, PasswordAnswer, Right, Unavailable, Wrong
from idp.people.ldap.directory import LdapDirectory
from tests.support.active_directory import BASE, GROUPS, ActiveDirectory, run_active_directory

NOW = datetime(2026, 3, 11, 11, tzinfo=UTC)
PASSWORD = "correct horse battery"
GUID = bytes(range(0xF0, 0x100))
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Open = Callable[..., LdapDirectory]


@pytest.fixture
def forest() -> Iterator[ActiveDirectory]:
    with run_active_directory() as running:
        yield running


@pytest.fixture
def directory(forest: ActiveDirectory, open_ldap: Open, tmp_path: Path) -> LdapDirectory:
    return open_ldap(forest.settings(tmp_path))


def filetime(moment: datetime) -> bytes:
    return str((moment - EPOCH) // timedelta(microseconds=1) * 10).encode()


@pytest.mark.parametrize(
    ("code", "bar"),
    [
        ("530", Bar.HOURS),
        ("531", Bar.COMPUTER),
        ("532", Bar.PASSWORD_EXPIRED),
        ("533", Bar.DISABLED),
        ("701", Bar.ENDED),
        ("773", Bar.PASSWORD_EXPIRED),
    ],
)
def test_sub_code_that_proves_the_password_right_is_a_bar(
    forest: ActiveDirectory, directory: LdapDirectory, code: str, bar: Bar
) -> None:
    forest.hire("margra001", GUID, refused=code)
    answer = directory.check_password("margra001", PASSWORD, NOW)
    assert isinstance(answer, Barred)
    assert answer.bar is bar
    assert directory.check_password("margra001", "another", NOW) == Wrong()


@pytest.mark.parametrize(
    ("code", "answer"), [("525", Wrong()), ("52e", Wrong()), ("775", Locked()), ("999", Wrong())]
)
def test_sub_code_that_proves_nothing_is_told_apart_by_nobody(
    forest: ActiveDirectory, directory: LdapDirectory, code: str, answer: PasswordAnswer
) -> None:
    forest.hire("margra001", GUID, always=code)
    assert directory.check_password("margra001", PASSWORD, NOW) == answer


@pytest.mark.parametrize("result", [1, 2, 7, 8, 10, 13, 51, 52, 80])
def test_result_that_has_nothing_to_do_with_the_password_is_no_wrong_one(
    forest: ActiveDirectory, directory: LdapDirectory, result: int
) -> None:
    forest.hire("margra001", GUID)
    forest.result = result
    assert directory.check_password("margra001", PASSWORD, NOW) == Unavailable()


def test_key_of_bytes_finds_the_person_again_under_another_name(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    first = forest.hire("margra001", GUID)
    answer = directory.check_password("margra001", PASSWORD, NOW)
    assert isinstance(answer, Right)
    del forest.accounts[first]
    forest.hire("marelf001", GUID)
    found = directory.find_person(answer.person.person_id, NOW + timedelta(minutes=1))
    assert found is not None
    assert found.username == "marelf001"


def test_unknown_name_costs_a_bind_as_a_wrong_password_does(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    dn = forest.hire("margra001", GUID)
    directory.check_password("margra001", "another", NOW)
    directory.check_password("nobody001", "another", NOW)
    assert [name for name in forest.binds if "idp" not in name] == [dn, f"cn=nobody,{BASE}"]


def test_spelling_that_only_the_directory_takes_for_the_same_is_nobody(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    forest.hire("margra001", GUID)
    assert directory.check_password("mårgra001", PASSWORD, NOW) == Wrong()


@pytest.mark.parametrize(
    ("values", "is_active"),
    [
        ({"userAccountControl": b"514"}, False),
        ({"userAccountControl": b"66048"}, True),
        ({"accountExpires": filetime(NOW + timedelta(hours=1))}, True),
        ({"accountExpires": filetime(NOW)}, False),
        ({"accountExpires": b"0"}, True),
        ({"accountExpires": b"not a number"}, True),
        ({"accountExpires": b"9" * 40}, True),
    ],
)
def test_account_that_is_disabled_or_has_ended_is_inactive(
    forest: ActiveDirectory, directory: LdapDirectory, values: dict[str, bytes], is_active: bool
) -> None:
    forest.hire("margra001", GUID, values=values)
    found = directory.find_named("margra001", NOW)
    assert found is not None
    assert found.is_active is is_active


def test_account_that_ends_while_it_is_remembered_is_inactive_from_then_on(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    forest.hire("margra001", GUID, values={"accountExpires": filetime(NOW + timedelta(seconds=10))})
    answer = directory.check_password("margra001", PASSWORD, NOW)
    assert isinstance(answer, Right)
    found = directory.find_person(answer.person.person_id, NOW + timedelta(seconds=10))
    assert found is not None
    assert not found.is_active


@pytest.mark.parametrize(
    ("computed", "expires_at"),
    [
        (filetime(NOW + timedelta(days=3)), NOW + timedelta(days=3)),
        (b"9223372036854775807", None),
        (b"0", None),
    ],
)
def test_password_says_when_it_runs_out(
    forest: ActiveDirectory, directory: LdapDirectory, computed: bytes, expires_at: datetime | None
) -> None:
    forest.hire("margra001", GUID, values={"msDS-UserPasswordExpiryTimeComputed": computed})
    found = directory.find_named("margra001", NOW)
    assert found is not None
    assert found.password_expires_at == expires_at


def test_groups_come_out_of_the_chain_by_the_policys_names(
    forest: ActiveDirectory, open_ldap: Open, tmp_path: Path
) -> None:
    dn = forest.hire("margra001", GUID)
    forest.chains[dn] = [
        f"CN=IDP-Chefer,{GROUPS}",
        f"CN=Alla,OU=Under,{GROUPS}",
        f"CN=Annat,{GROUPS}",
        f"CN=IDP-idp-admin,{BASE}",
    ]
    names = {f"cn=alla,ou=under,{GROUPS.lower()}": "alla-anstallda"}
    told = forest.settings(
        tmp_path, groups=Groups(base=GROUPS, nested="chain", strip_prefix="IDP-", names=names)
    )
    found = open_ldap(told).find_named("margra001", NOW)
    assert found is not None
    assert found.groups == {"chefer", "alla-anstallda"}


def test_numbers_of_the_employment_and_the_person_are_read(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    forest.hire("margra001", GUID, values={"employeeID": b"4711", "extensionAttribute1": b"19750325-9280"})
    found = directory.find_named("margra001", NOW)
    assert found is not None
    assert (found.employee_id, found.personal_number, found.coordination_number) == (
        "4711",
        "197503259280",
        None,
    )


def test_person_that_is_let_in_and_found_again_is_the_same(
    forest: ActiveDirectory, directory: LdapDirectory
) -> None:
    forest.hire("margra001", GUID)
    answer = directory.check_password("margra001", PASSWORD, NOW)
    assert isinstance(answer, Right)
    later = NOW + timedelta(minutes=1)
    assert directory.find_person(answer.person.person_id, later) == replace(answer.person, updated_at=later)
    assert directory.check_password("margra001", PASSWORD, later) == Right(
        replace(answer.person, updated_at=later)
    )
