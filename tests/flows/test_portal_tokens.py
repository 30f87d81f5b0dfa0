"""Mina koddosor: seen from everywhere, and reported lost from everywhere."""

from datetime import timedelta
from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, list_notices, sign_in, sign_in_again
from tests.support.signing_in import GUNILLA, HOME, MARIA, PASSWORD, Browser, House
from tests.support.tokens import Gadget, build_tokens, give_token

LIST = "/settings/tokens"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def give(house: House) -> Gadget:
    return give_token(house.database, GUNILLA, now=house.clock())


def token_id(house: House) -> str:
    return build_tokens(house.database).list(GUNILLA.person_id)[0].token_id


def sign_in_with_token(house: House, gadget: Gadget, to: str = "/") -> Browser:
    browser = house.browser(HOME).open(to).send(realm="adm").send(method="token")
    return browser.send(username=GUNILLA.username, password=PASSWORD).send(code=gadget.press())


def test_the_list_has_serial_and_days(house: House) -> None:
    gadget = give(house)
    page = sign_in_with_token(house, gadget, LIST).text
    assert "Koddosa VK-1001" in page
    assert page.count("11 mars 2026") == 2


def test_settings_show_tokens_to_those_who_have_one(house: House) -> None:
    assert "setting-tokens" not in sign_in(house, MARIA, to="/settings").text
    give(house)
    assert "VK-1001" in sign_in(house, GUNILLA, to="/settings").text


def test_a_lost_token_is_reported_from_home_and_signs_nobody_in(house: House) -> None:
    gadget = give(house)
    browser = sign_in(house, GUNILLA, HOME, "mail", to=LIST)
    browser.open(f"{LIST}/{token_id(house)}/lost").send(action="lost")
    assert "Koddosan går inte längre att logga in med." in browser.text
    assert build_tokens(house.database).list(GUNILLA.person_id) == ()
    assert GUNILLA.email in list_notices(house)
    assert gadget.press() not in browser.text


def test_reporting_ends_every_other_sign_in_and_not_the_one_that_reports(house: House) -> None:
    gadget = give(house)
    found = sign_in_with_token(house, gadget)
    browser = sign_in(house, GUNILLA, HOME, "mail")
    browser.open(f"{LIST}/{token_id(house)}/lost").send(action="lost")
    assert found.open("/").path == "/session/ended"
    assert browser.open("/").path == "/"


def test_reporting_takes_a_recent_sign_in(house: House) -> None:
    give(house)
    browser = sign_in(house, GUNILLA, HOME, "mail")
    house.clock.advance(minutes=12)
    assert browser.open(f"{LIST}/{token_id(house)}/lost").path.startswith("/signin/")


def test_another_persons_token_does_not_exist(house: House) -> None:
    give(house)
    browser = sign_in(house, MARIA)
    path = f"{LIST}/{token_id(house)}/lost"
    assert browser.open(path).page.status_code == 404
    assert browser.open(LIST).send_to(path, action="lost").page.status_code == 404
    assert len(build_tokens(house.database).list(GUNILLA.person_id)) == 1


def test_a_form_of_somebody_else_reports_nothing(house: House) -> None:
    give(house)
    browser = sign_in(house, GUNILLA).open(f"{LIST}/{token_id(house)}/lost")
    assert browser.send_to(browser.path, csrf="wrong").page.status_code == 403
    assert len(build_tokens(house.database).list(GUNILLA.person_id)) == 1


def test_a_recent_sign_in_is_enough(house: House) -> None:
    give(house)
    browser = sign_in(house, GUNILLA)
    house.clock.advance(minutes=12)
    browser.open(f"{LIST}/{token_id(house)}/lost")
    sign_in_again(house, browser, GUNILLA)
    assert browser.path.endswith("/lost")
    house.clock.advance(seconds=timedelta(minutes=4).total_seconds())
    assert "går inte längre" in browser.send(action="lost").text
