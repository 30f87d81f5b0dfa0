"""Mina reservkoder: made at the workplace, shown once, and remembered when few are left."""

import re
from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, list_notices, sign_in
from tests.support.signing_in import ERIK, HOME, MARIA, OFFICE, PASSWORD, Browser, House

PATH = "/settings/recovery"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def codes_on(browser: Browser) -> list[str]:
    return re.findall(r"<code>([0-9A-Z-]{17})</code>", browser.text)


def use(house: House, code: str) -> Browser:
    browser = house.browser(HOME).open("/").send(realm="adm").send(method="recovery")
    return browser.send(username=MARIA.username, password=PASSWORD).send(code=code)


def test_ten_codes_are_shown_once_and_the_owner_is_told(house: House) -> None:
    browser = sign_in(house, MARIA, to=PATH)
    assert "Du har inga reservkoder." in browser.text
    browser.send()
    assert len(codes_on(browser)) == 10
    assert browser.page.headers["Cache-Control"] == "no-store"
    assert MARIA.email in list_notices(house)
    assert codes_on(browser.open(PATH)) == []
    assert "Du har 10 av 10 koder kvar." in browser.text


def test_each_of_them_signs_in_from_home(house: House) -> None:
    browser = sign_in(house, MARIA, to=PATH).send()
    assert use(house, codes_on(browser)[3]).path == "/"


def test_the_reminder_comes_with_three_left(house: House) -> None:
    browser = sign_in(house, MARIA, to=PATH).send()
    codes = codes_on(browser)
    for code in codes[:6]:
        use(house, code)
    assert "Snart slut." not in sign_in(house, MARIA, to="/settings").text
    home = use(house, codes[6])
    assert "Snart slut." in home.open("/settings").text
    assert "Skapa nya koder nu" in sign_in(house, MARIA, to=PATH).text


def test_the_start_page_reminds_of_the_last_codes_and_of_no_others(house: House) -> None:
    reminder = "Du har bara 3 reservkoder kvar"
    browser = sign_in(house, MARIA)
    assert "reservkod" not in browser.text, "somebody who never made any is not reminded"
    codes = codes_on(browser.open(PATH).send())
    for code in codes[:6]:
        assert reminder not in use(house, code).text
    assert reminder in use(house, codes[6]).text
    assert reminder in sign_in(house, MARIA).text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_codes_are_made_at_the_workplace_alone(house: House, method: str) -> None:
    browser = sign_in(house, MARIA, HOME, "app")
    browser.open(PATH) if method == "GET" else browser.send_to(PATH)
    assert browser.page.status_code == 403
    assert "Det här gör du på arbetsplatsen" in browser.text
    with house.database.begin() as stores:
        assert stores.recovery.count(MARIA.person_id).made == 0


def test_making_codes_takes_a_recent_sign_in(house: House) -> None:
    browser = sign_in(house, MARIA, OFFICE)
    house.clock.advance(minutes=12)
    assert browser.open(PATH).path.startswith("/signin/")


def test_a_form_of_somebody_else_makes_nothing(house: House) -> None:
    browser = sign_in(house, ERIK, to=PATH)
    assert browser.send_to(PATH, csrf="wrong").page.status_code == 403
    with house.database.begin() as stores:
        assert stores.recovery.count(ERIK.person_id).made == 0


def test_the_page_can_be_printed_without_scripts(house: House) -> None:
    browser = sign_in(house, MARIA, to=PATH).send()
    assert re.search(r"<button[^>]*data-print hidden", browser.text)
    assert "Skriv ut sidan eller skriv av koderna" in browser.text
