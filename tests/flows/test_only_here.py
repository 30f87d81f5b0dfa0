"""Removing or replacing a factor ends the person's other sign-ins before the page is answered (SE6), and says from where."""

import json
from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.methods import take_messages
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, HOME, MARIA, PASSWORD, POLICY, Browser, House

NUMBERS, DEVICES, RECOVERY = "/settings/numbers", "/settings/devices", "/settings/recovery"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def is_signed_in(browser: Browser) -> bool:
    """Say whether the browser is still let in to the settings."""
    return browser.open("/settings").path == "/settings"


def test_a_removed_device_leaves_one_signed_in_nowhere_else(house: House) -> None:
    here, there, erik = sign_in(house, MARIA), sign_in(house, MARIA), sign_in(house, ERIK)
    with house.database.begin() as stores:
        device_id = stores.devices.list_confirmed(MARIA.person_id)[0].device_id
    here.open(f"{DEVICES}/{device_id}/remove").send()
    assert "Du är nu inloggad bara här." in here.text
    assert (is_signed_in(here), is_signed_in(there), is_signed_in(erik)) == (True, False, True)


def test_a_number_that_is_taken_away_ends_other_sign_ins_and_one_that_is_added_does_not(house: House) -> None:
    here, there = sign_in(house, ERIK).open(NUMBERS), sign_in(house, ERIK)
    here.send(number="0701740605").send(number="0701740605", number_2="0701740606")
    assert is_signed_in(there)
    here.send(number="0701740606")
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_new_recovery_codes_end_other_sign_ins_when_they_replace_old_ones(house: House) -> None:
    here, there = sign_in(house, MARIA), sign_in(house, MARIA)
    here.open(RECOVERY).send()
    assert is_signed_in(there)
    here.open(RECOVERY).send()
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_a_code_is_in_the_trail_with_where_it_was_typed_right_or_wrong(house: House) -> None:
    browser = (
        house.browser(HOME)
        .open("/")
        .send(realm="adm")
        .send(method="app")
        .send(username="margra001", password=PASSWORD)
    )
    browser.send(code="000000")
    house.clock.advance(seconds=30)
    browser.send(code=house.app_code(MARIA))
    with house.database.begin() as stores:
        fields = {row.tag: json.loads(row.fields) for row in stores.audit.load_rows()}
    assert [fields[tag]["zone"] for tag in ("factor.wrong", "factor.ok")] == ["remote", "remote"]


def test_a_notice_says_from_where_and_when(house: House) -> None:
    sign_in(house, MARIA).open(RECOVERY).send()
    notice = take_messages(house.database, "mail", house.clock())[-1]
    zone = POLICY.zones.get("admin").label.pick("sv")
    assert f"Det gjordes härifrån: {zone}." in notice.body
    assert "kl. " in notice.body
