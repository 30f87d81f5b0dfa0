"""Wrong, expired, locked, too often, out of reach: every failure says what to do now, and gives nothing away."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from idp.people.directory import PasswordAnswer, Unavailable
from idp.people.person import Person
from idp.storage.unit_of_work import Database
from tests.support.employees import HASHER
from tests.support.signing_in import HOME, MARIA, OFFICE, PASSWORD, SVEN, VIKTOR, House, build_house


@dataclass
class SilentDirectory:
    """A directory that does not answer."""

    def check_password(self, username: str, password: str, now: datetime) -> PasswordAnswer:
        return Unavailable()

    def find_person(self, person_id: str, now: datetime) -> Person | None:
        return None


def test_wrong_password_is_said_beside_the_field_and_keeps_the_username(house: House) -> None:
    browser = house.at_password().send(username="margra001", password="wrong")
    assert browser.page.status_code == 422
    assert "Fel användarnamn eller lösenord. Försök igen eller kontakta IT-kundtjänst." in browser.text
    assert 'aria-invalid="true"' in browser.text
    assert 'value="margra001"' in browser.text


def test_unknown_name_and_wrong_password_are_answered_with_the_same_bytes(house: House) -> None:
    browser = house.at_password()
    known = browser.send(username="margra001", password="wrong").page
    unknown = browser.send(username="nobody001", password="wrong").page
    assert known.status_code == unknown.status_code
    assert known.get_data().replace(b"margra001", b"") == unknown.get_data().replace(b"nobody001", b"")


@pytest.mark.parametrize(
    ("form", "missing"),
    [
        ({"username": "", "password": "x"}, ["Skriv ditt användarnamn."]),
        ({"username": "margra001", "password": ""}, ["Skriv ditt lösenord."]),
        ({}, ["Skriv ditt användarnamn.", "Skriv ditt lösenord."]),
    ],
)
def test_empty_field_is_named_in_the_summary_and_at_the_field(
    house: House, form: dict[str, str], missing: list[str]
) -> None:
    page = house.at_password().send(**form).text
    assert all(page.count(text) == 2 for text in missing)
    assert page.count("Skriv ditt") == 2 * len(missing)


def test_account_waits_after_ten_wrong_passwords(house: House) -> None:
    browser = house.at_password()
    for _ in range(10):
        browser.send(username="margra001", password="wrong")
    browser.send(username="margra001", password=PASSWORD)
    assert browser.page.status_code == 429
    assert "Vänta 15 minuter" in browser.text
    house.clock.advance(minutes=16)
    assert browser.send(username="margra001", password=PASSWORD).text.startswith("inside vab")


def test_nobody_outside_can_lock_an_employee_out_of_the_office(house: House) -> None:
    outside = house.at_password(HOME, method="app")
    for _ in range(12):
        outside.send(username="margra001", password="wrong")
    assert house.at_password().send(username="margra001", password=PASSWORD).text.startswith("inside vab")


def test_new_sign_in_gives_no_new_guesses_at_the_code(house: House) -> None:
    statuses = []
    for _ in range(3):
        browser = house.at_factor(MARIA, "app")
        statuses += [browser.send(code="000000").page.status_code for _ in range(5)]
    assert statuses == [422] * 10 + [429] * 5


@pytest.mark.parametrize("address", [OFFICE, HOME])
def test_locked_account_and_unknown_name_are_answered_with_the_same_bytes(house: House, address: str) -> None:
    browser = house.at_password(address, method="password" if address == OFFICE else "sms")
    locked = browser.send(username=VIKTOR.username, password="wrong").page
    unknown = browser.send(username="nobody001", password="wrong").page
    assert locked.status_code == unknown.status_code == 422
    assert locked.get_data().replace(b"vikper001", b"") == unknown.get_data().replace(b"nobody001", b"")


def test_locked_account_is_told_at_work_to_whoever_knows_its_password(house: House) -> None:
    browser = house.at_factor(VIKTOR, "password", OFFICE)
    assert browser.title == "Ditt konto är låst"
    assert house.count_live_sessions(VIKTOR) == 0


def test_whoever_has_changed_an_expired_password_tries_again_from_the_page_that_said_so(house: House) -> None:
    browser = house.at_factor(SVEN, "password", OFFICE).send()
    assert browser.step == "password"
    with house.database.begin() as stores:
        stores.people.set_password(SVEN.person_id, HASHER.hash(PASSWORD), house.clock())
    assert browser.send(username=SVEN.username, password=PASSWORD).text.startswith("inside vab")


def test_expired_password_is_told_at_once_at_work(house: House) -> None:
    browser = house.at_factor(SVEN, "password", OFFICE)
    assert browser.title == "Lösenordet har gått ut"
    assert house.count_live_sessions(SVEN) == 0


def test_expired_password_is_told_outside_only_after_the_second_factor(house: House) -> None:
    browser = house.at_factor(SVEN, "sms")
    assert browser.title == "Ange koden från sms"
    browser.send(code=house.last_code())
    assert browser.title == "Lösenordet har gått ut"
    assert house.count_live_sessions(SVEN) == 0
    assert browser.open("/inside/vab").path.startswith("/signin/")


def test_expired_password_outside_looks_like_any_right_one_until_the_second_factor(house: House) -> None:
    expired, right = house.at_factor(SVEN, "sms").text, house.at_factor(MARIA, "sms").text
    assert [line for line in expired.splitlines() if "<h1>" in line] == [
        line for line in right.splitlines() if "<h1>" in line
    ]


def test_directory_that_is_away_says_so_and_counts_against_nobody(sqlite_database: Database) -> None:
    house = build_house(sqlite_database, directory=SilentDirectory())
    browser = house.at_password()
    for _ in range(15):
        browser.send(username="margra001", password=PASSWORD)
    assert browser.page.status_code == 503
    assert "Vi når inte kommunens kontoregister just nu" in browser.text


def test_session_of_someone_who_left_ends_at_the_next_page(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    with house.database.begin() as stores:
        stores.people.set_active(MARIA.person_id, False, house.clock())
    assert browser.open("/inside/vab").path.startswith("/signin/")
    assert house.ended == [("p-maria", "revoked")]


def test_session_ends_after_a_quarter_of_an_hour_without_activity(house: House) -> None:
    browser = house.at_password().send(username="margra001", password=PASSWORD)
    house.clock.advance(minutes=14, seconds=59)
    assert browser.open("/inside/vab").text.startswith("inside vab")
    house.clock.advance(minutes=15, seconds=1)
    assert browser.open("/inside/vab").path.startswith("/signin/")


def test_every_attempt_is_in_the_trail(house: House) -> None:
    browser = house.at_password(HOME, method="app").send(username="margra001", password="wrong")
    browser.send(username="margra001", password=PASSWORD).send(code="000000")
    browser.send(code=house.app_code(MARIA))
    assert house.tags()[1:] == [
        "password.wrong",
        "password.ok",
        "session.started",
        "factor.wrong",
        "factor.ok",
        "session.stepped_up",
    ]
