"""Mina inloggningar: the past in plain words, and every open sign-in with a button that ends it."""

import re
from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.methods import take_messages
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, HOME, MARIA, PASSWORD, Browser, House

PAGE = "/sign-ins"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def at_password(browser: Browser) -> Browser:
    browser.open(PAGE).send(realm=ERIK.realm)
    return browser.send(method="password") if browser.step == "method" else browser


def sids_on(browser: Browser) -> list[str]:
    return re.findall(r'name="sid" value="(\w+)"', browser.text)


def test_a_sign_in_is_told_with_its_time_method_and_place(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, level="app", to=PAGE)

    assert "I dag kl." in browser.text
    assert "Du loggade in med app." in browser.text
    assert "Utanför kommunens nät" in browser.text


def test_a_wrong_password_is_told_to_its_owner_and_to_nobody_else(house: House) -> None:
    at_password(house.browser()).send(username=ERIK.username, password="fel")

    assert "Fel lösenord." in sign_in(house, ERIK, to=PAGE).text
    assert "Fel lösenord." not in sign_in(house, MARIA, to=PAGE).text


def test_twenty_are_shown_and_the_rest_on_older_pages(house: House) -> None:
    for _ in range(24):
        sign_in(house, ERIK)
        house.clock.advance(minutes=20)
    browser = sign_in(house, ERIK, to=PAGE)
    older = re.search(r'href="(/sign-ins\?before=\d+)"', browser.text)

    assert browser.text.count("past-when") == 20
    assert older is not None
    assert browser.open(older[1]).text.count("past-when") == 5
    assert sids_on(browser) == []


def test_no_address_is_shown(house: House) -> None:
    assert HOME not in sign_in(house, MARIA, HOME, level="app", to=PAGE).text


def test_an_open_sign_in_is_ended_from_another_browser_and_is_told_why(house: House) -> None:
    other, browser = sign_in(house, ERIK), sign_in(house, ERIK, to=PAGE)
    own, theirs = sids_on(browser)
    browser.send_to("/sign-ins/end", sid=theirs)

    assert "Inloggningen är avslutad." in browser.text
    assert sids_on(browser) == [own]
    assert "i en annan webbläsare" in other.open("/settings").text


def test_ending_ones_own_signs_out(house: House) -> None:
    browser = sign_in(house, ERIK, to=PAGE)
    browser.send_to("/sign-ins/end", sid=sids_on(browser)[0])

    assert (browser.path, house.count_live_sessions(ERIK)) == ("/signed-out", 0)


def test_all_others_are_ended_at_once_and_this_one_stays(house: House) -> None:
    sign_in(house, ERIK)
    sign_in(house, ERIK)
    browser = sign_in(house, ERIK, to=PAGE)
    browser.send_to("/sign-ins/end-others")

    assert "utloggad överallt utom här" in browser.text
    assert house.count_live_sessions(ERIK) == 1


def test_everywhere_is_here_too_and_the_mailbox_is_told(house: House) -> None:
    sign_in(house, ERIK)
    browser = sign_in(house, ERIK, to=PAGE)
    browser.send_to("/sign-ins/end-everywhere")

    assert (browser.path, house.count_live_sessions(ERIK)) == ("/signed-out", 0)
    subjects = [mail.subject for mail in take_messages(house.database, "mail", house.clock())]
    assert subjects[-1] == "Du har loggats ut överallt"


def test_another_persons_sign_in_cannot_be_ended(house: House) -> None:
    sign_in(house, MARIA)
    with house.database.begin() as stores:
        (theirs,) = stores.sessions.list_live(MARIA.person_id, house.clock(), house.clock() - house.clock.now)
    browser = sign_in(house, ERIK, to=PAGE)
    browser.send_to("/sign-ins/end", sid=theirs.sid)

    assert "redan avslutad" in browser.text
    assert house.count_live_sessions(MARIA) == 1


def test_a_form_of_another_browser_ends_nothing(house: House) -> None:
    sign_in(house, ERIK)
    browser = sign_in(house, ERIK, to=PAGE)
    browser.send_to("/sign-ins/end-everywhere", csrf="0" * 64)

    assert (browser.page.status_code, house.count_live_sessions(ERIK)) == (403, 2)


def test_the_browser_and_system_are_shown_in_two_words(house: House) -> None:
    browser = house.browser()
    browser.headers["User-Agent"] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Gecko/20100101 Firefox/145.0"
    at_password(browser).send(username=ERIK.username, password=PASSWORD)

    assert "Firefox, Windows" in browser.send(action="later").text
