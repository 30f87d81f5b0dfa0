"""Whole sign-ins in a realm that is kept in a real directory."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idp.people.ldap.directory import LdapDirectory
from idp.storage.unit_of_work import Database
from tests.support.active_directory import run_active_directory
from tests.support.signing_in import HOME, OFFICE, Browser, House, build_house
from tests.support.slapd import PASSWORD, Slapd, run_slapd

Open = Callable[..., LdapDirectory]
Hire = Callable[..., str]
GUID = bytes(range(16))


@pytest.fixture
def house(slapd: Slapd, sqlite_database: Database, directory: LdapDirectory) -> House:
    return build_house(sqlite_database, directory=directory)


@pytest.fixture
def staff(slapd: Slapd, hire: Hire) -> Iterator[str]:
    """An employee who may use what all may."""
    dn = hire("margra001")
    group = slapd.group("alla-anstallda", dn)
    yield dn
    slapd.dismiss(group)


def at_work(house: House, username: str = "margra001", password: str = PASSWORD) -> Browser:
    return house.at_password(OFFICE).send(username=username, password=password)


def test_employee_signs_in_at_work_with_the_directorys_password(house: House, staff: str) -> None:
    browser = at_work(house)
    assert browser.send(action="later").text.startswith("inside vab: Maria Granhage by password/admin")


def test_employee_signs_in_from_home_with_a_code_to_the_directorys_mailbox(house: House, staff: str) -> None:
    browser = house.at_password(HOME, method="mail").send(username="margra001", password=PASSWORD)
    to, _ = house.take_codes()[-1]
    assert to == "margra001@havsvik.example"
    assert browser.step == "code"


def test_wrong_password_and_unknown_name_are_answered_with_the_same_bytes(house: House, staff: str) -> None:
    browser = house.at_password()
    known = browser.send(username="margra001", password="wrong").page
    unknown = browser.send(username="nobody001", password="wrong").page
    assert known.status_code == unknown.status_code == 422
    assert known.get_data().replace(b"margra001", b"") == unknown.get_data().replace(b"nobody001", b"")


def test_account_the_directory_locked_is_answered_as_an_unknown_name(
    house: House, staff: str, slapd: Slapd
) -> None:
    slapd.change(staff, pwdAccountLockedTime="000001010000Z")
    browser = house.at_password()
    locked = browser.send(username="margra001", password=PASSWORD).page
    unknown = browser.send(username="nobody001", password=PASSWORD).page
    assert locked.status_code == unknown.status_code == 422
    assert locked.get_data().replace(b"margra001", b"") == unknown.get_data().replace(b"nobody001", b"")


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("530", "Ditt konto är stängt vid den här tiden"),
        ("531", "Ditt konto får inte användas här"),
        ("532", "Lösenordet har gått ut"),
        ("533", "Ditt konto är avstängt"),
        ("701", "Ditt konto har upphört"),
        ("773", "Lösenordet har gått ut"),
    ],
)
def test_bar_is_told_at_once_at_work_and_outside_only_after_the_second_factor(
    sqlite_database: Database, open_ldap: Open, tmp_path: Path, code: str, title: str
) -> None:
    with run_active_directory() as forest:
        values = {"mail": b"margra001@havsvik.example"} | (
            {"userAccountControl": b"514"} if code == "533" else {}
        )
        forest.hire("margra001", GUID, refused=code, values=values)
        house = build_house(sqlite_database, directory=open_ldap(forest.settings(tmp_path)))
        assert house.at_password(OFFICE).send(username="margra001", password=PASSWORD).title == title
        outside = house.at_password(HOME, method="mail").send(username="margra001", password=PASSWORD)
        assert outside.step == "code"
        assert title not in outside.text
        assert outside.send(code=house.last_code()).title == title
        assert outside.open("/inside/vab").path.startswith("/signin/")


def test_directory_killed_between_password_and_code_says_so_and_the_sign_in_goes_on_afterwards(
    sqlite_database: Database, open_ldap: Open, tmp_path: Path
) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.group("alla-anstallda", own.hire("margra001"))
        settings = own.settings(cache_seconds=0, stale_minutes=0, rest_seconds=1)
        house = build_house(sqlite_database, directory=open_ldap(settings))
        browser = house.at_password(HOME, method="mail").send(username="margra001", password=PASSWORD)
        own.stop()
        away = browser.send(code=house.last_code())
        assert away.page.status_code == 503
        assert away.title == "Vi kan inte kontrollera ditt konto just nu"
        own.start()
        house.clock.advance(seconds=2)
        code = browser.open("/inside/vab")
        assert code.step in {"code", "method"}


def test_directory_that_is_away_says_so_and_counts_against_nobody(
    sqlite_database: Database, open_ldap: Open, tmp_path: Path
) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.group("alla-anstallda", own.hire("margra001"))
        house = build_house(sqlite_database, directory=open_ldap(own.settings(rest_seconds=1)))
        own.stop()
        browser = house.at_password()
        for _ in range(15):
            browser.send(username="margra001", password=PASSWORD)
        assert browser.page.status_code == 503
        assert "Vi når inte kommunens kontoregister just nu" in browser.text
        own.start()
        house.clock.advance(seconds=2)
        assert browser.send(username="margra001", password=PASSWORD).step == "protect"


def test_disabled_employee_is_out_within_the_cache(house: House, slapd: Slapd, staff: str) -> None:
    browser = at_work(house).send(action="later")
    slapd.change(staff, pwdAccountLockedTime="000001010000Z")
    house.clock.advance(seconds=29)
    assert browser.open("/inside/vab").text.startswith("inside vab")
    house.clock.advance(seconds=1)
    assert browser.open("/inside/vab").path.startswith("/signin/")
    assert [why for _, why in house.ended] == ["revoked"]


def test_our_own_limit_trips_before_the_directorys(
    sqlite_database: Database, open_ldap: Open, tmp_path: Path
) -> None:
    with run_slapd(tmp_path / "own") as own:
        own.change("cn=policy,dc=havsvik,dc=example", pwdMaxFailure="11")
        own.group("alla-anstallda", own.hire("margra001"))
        house = build_house(sqlite_database, directory=open_ldap(own.settings()))
        browser = house.at_password()
        for _ in range(30):
            browser.send(username="margra001", password="wrong")
        assert browser.page.status_code == 429
        house.clock.advance(minutes=16)
        assert browser.send(username="margra001", password=PASSWORD).step == "protect"


def test_group_lost_in_the_directory_closes_the_service(house: House, slapd: Slapd, hire: Hire) -> None:
    dn = hire("perdah001")
    group = slapd.group("alla-anstallda", dn)
    browser = at_work(house, "perdah001").send(action="later")
    assert browser.open("/inside/vab").text.startswith("inside vab")
    slapd.dismiss(group)
    house.clock.advance(seconds=31)
    assert browser.open("/inside/vab").text.startswith("outside vab")
