"""A phone is linked in three steps, belongs to one person, and is removed with one question more (R43–R46)."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pyotp
import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, list_notices, sign_in, sign_in_again
from tests.support.signing_in import ERIK, HOME, MARIA, PASSWORD, Browser, House

LIST, ADD = "/settings/devices", "/settings/devices/add"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def devices_of(house: House, person_id: str = ERIK.person_id) -> list[str]:
    with house.database.begin() as stores:
        return [device.name for device in stores.devices.list_confirmed(person_id)]


def device_id_of(house: House, person_id: str) -> str:
    with house.database.begin() as stores:
        return str(stores.devices.list_confirmed(person_id)[0].device_id)


def key_on(browser: Browser) -> str:
    found = re.search(r'id="key">([A-Z2-7 ]+)<', browser.text)
    assert found is not None
    return found[1].replace(" ", "")


def at_key(house: House, name: str = "Jobbtelefonen") -> Browser:
    return sign_in(house, ERIK).open(ADD).send(device_name=name)


def at_code(house: House) -> tuple[Browser, pyotp.TOTP]:
    browser = at_key(house)
    app = pyotp.TOTP(key_on(browser))
    return browser.open(f"{browser.path}/code"), app


def test_three_steps_link_a_phone(house: House) -> None:
    browser, app = at_code(house)
    browser.send(code=app.at(house.clock()))

    assert (browser.path, devices_of(house)) == (LIST, ["Jobbtelefonen"])
    assert "Enheten är tillagd." in browser.text


def test_the_key_is_drawn_and_stands_beside_in_groups_of_four(house: House) -> None:
    browser = at_key(house)
    key = re.search(r'id="key">([A-Z2-7 ]+)<', browser.text)

    assert "<svg" in browser.text
    assert key is not None
    assert {len(group) for group in key[1].split()} == {4}


def test_nothing_is_linked_before_a_right_code(house: House) -> None:
    browser, _ = at_code(house)
    browser.send(code="000000")

    assert (browser.page.status_code, devices_of(house)) == (422, [])


def test_a_wrong_code_keeps_the_key(house: House) -> None:
    browser, app = at_code(house)
    browser.send(code="000000").send(code=app.at(house.clock()))

    assert devices_of(house) == ["Jobbtelefonen"]


def test_three_wrong_codes_point_at_the_phones_clock(house: House) -> None:
    browser, _ = at_code(house)
    for _ in range(3):
        browser.send(code="000000")

    assert "telefonens klocka" in browser.text


def test_the_key_is_never_shown_again_once_linked(house: House) -> None:
    browser, app = at_code(house)
    key_page = browser.path.removesuffix("/code")
    browser.send(code=app.at(house.clock())).open(key_page)

    assert (browser.page.status_code, "<svg" in browser.text) == (410, False)


def test_the_code_that_linked_the_phone_signs_nobody_in(house: House) -> None:
    browser, app = at_code(house)
    code = app.at(house.clock())
    browser.send(code=code)
    stranger = house.browser(HOME).open("/").send(realm="adm")
    stranger.send(method="app").send(username=ERIK.username, password=PASSWORD)
    assert stranger.step == "app"

    assert stranger.send(code=code).step == "app"


def test_a_key_that_waited_too_long_says_so(house: House) -> None:
    browser = at_key(house)
    key_page = browser.path
    for _ in range(2):
        house.clock.advance(minutes=8)
        browser.open("/settings")
    sign_in_again(house, browser.open(key_page), ERIK)

    assert (browser.path, browser.page.status_code) == (key_page, 410)


def test_another_persons_key_does_not_exist(house: House) -> None:
    key_page = at_key(house).path

    assert sign_in(house, MARIA).open(key_page).page.status_code == 410


@pytest.mark.parametrize("what", ["rename", "remove"])
def test_another_persons_device_does_not_exist(house: House, what: str) -> None:
    theirs = device_id_of(house, MARIA.person_id)
    browser = sign_in(house, ERIK)
    page = f"{LIST}/{theirs}/{what}"

    assert browser.open(page).page.status_code == 404
    browser.open("/").send_to(page, device_name="Min")
    assert devices_of(house, MARIA.person_id) == ["Jobbtelefonen"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 51, "a\x07b", "a\u202eb"])
def test_a_name_that_cannot_be_read_is_refused(house: House, name: str) -> None:
    browser = at_key(house, name)

    assert (browser.path, browser.page.status_code) == (ADD, 422)


def test_two_devices_cannot_have_one_name(house: House) -> None:
    browser = sign_in(house, MARIA).open(ADD).send(device_name="jobbTELEFONEN")

    assert (browser.page.status_code, "Du har redan en enhet med det namnet" in browser.text) == (422, True)


def test_a_device_is_renamed(house: House) -> None:
    page = f"{LIST}/{device_id_of(house, MARIA.person_id)}/rename"
    browser = sign_in(house, MARIA).open(page).send(device_name="Min <nya> telefon")

    assert (browser.path, devices_of(house, MARIA.person_id)) == (LIST, ["Min <nya> telefon"])
    assert "Min <nya>" not in browser.text
    assert "Min <nya> telefon" in unescape(browser.text)


def test_removal_asks_first_and_warns_of_the_last_one(house: House) -> None:
    browser = sign_in(house, MARIA).open(f"{LIST}/{device_id_of(house, MARIA.person_id)}/remove")

    assert "Det är din enda enhet." in browser.text
    assert devices_of(house, MARIA.person_id) == ["Jobbtelefonen"]


def test_a_removed_device_is_gone_and_the_mailbox_is_told(house: House) -> None:
    browser = sign_in(house, MARIA).open(f"{LIST}/{device_id_of(house, MARIA.person_id)}/remove").send()

    assert (browser.path, devices_of(house, MARIA.person_id)) == (LIST, [])
    assert list_notices(house) == [MARIA.email]


def test_a_second_click_on_remove_ends_well(house: House) -> None:
    page = f"{LIST}/{device_id_of(house, MARIA.person_id)}/remove"
    browser = sign_in(house, MARIA).open(page).send()

    assert browser.send_to(page).path == LIST


def test_an_old_sign_in_opens_the_list_but_changes_nothing(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=12)

    assert browser.open(LIST).path == LIST
    for page in (ADD, f"{LIST}/{device_id_of(house, MARIA.person_id)}/remove"):
        assert browser.open(page).path.startswith("/signin/")


@pytest.mark.parametrize(
    "path", [LIST, ADD, f"{LIST}/x/rename", f"{LIST}/x/remove", f"{ADD}/x", f"{ADD}/x/code"]
)
def test_no_page_of_devices_opens_from_home(house: House, path: str) -> None:
    assert sign_in(house, MARIA, HOME, "app").open(path).page.status_code == 403


@pytest.mark.parametrize("path", [ADD, f"{LIST}/x/rename", f"{LIST}/x/remove", f"{ADD}/x/code"])
def test_no_form_of_devices_is_taken_from_home(house: House, path: str) -> None:
    browser = sign_in(house, MARIA, HOME, "app")

    assert browser.send_to(path, device_name="Ny", code="000000").page.status_code == 403
    assert devices_of(house, MARIA.person_id) == ["Jobbtelefonen"]


def test_the_sign_in_that_waits_is_gone_on_with_after_linking(house: House) -> None:
    browser = house.browser().open("/").send(realm="adm")
    if browser.step == "method":
        browser.send(method="password")
    browser.send(username=ERIK.username, password=PASSWORD)
    waiting = browser.interaction_id
    browser.send(action="totp")
    browser.send_to(f"{ADD}?interaction={waiting}", device_name="Jobbtelefonen")
    app = pyotp.TOTP(key_on(browser))

    browser.send_to(f"{browser.path}/code?interaction={waiting}", code=app.at(house.clock()))

    assert f'href="/signin/{waiting}"' in browser.text
    assert browser.open(f"/signin/{waiting}").path == "/"


def test_somebody_without_a_mailbox_is_not_told_that_a_mail_was_sent(house: House) -> None:
    with house.database.begin() as stores:
        assert stores.people.change(replace(MARIA, email=None))
    page = f"{LIST}/{device_id_of(house, MARIA.person_id)}/remove"
    browser = sign_in(house, MARIA).open(page).send()
    assert "Vi har ingen e-postadress till dig." in browser.text
    assert "till din e-post" not in browser.text
