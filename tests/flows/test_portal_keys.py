"""Passkeys and security keys in the settings: added, renamed and removed at the workplace, by their owner."""

from pathlib import Path
from typing import Any

import pytest

from idp.storage.unit_of_work import Database
from tests.support.authenticator import UP, Authenticator
from tests.support.keys import ring
from tests.support.methods import build_keys
from tests.support.portal import build_portal_house, list_notices, sign_in
from tests.support.signing_in import ERIK, HOME, MARIA, Browser, House

ADD = "/settings/keys/add"


@pytest.fixture
def portal_house(database: Database, tmp_path: Path) -> House:
    return build_portal_house(database, tmp_path / "keys")


def post(browser: Browser, path: str, **form: str) -> Any:
    return browser.http.post(
        path, data=form, base_url="http://localhost:8000", environ_overrides={"REMOTE_ADDR": browser.address}
    )


def add(browser: Browser, authenticator: Authenticator, name: str = "Telefonen", **changes: Any) -> Browser:
    """Add a key as the page's script does."""
    browser.open(ADD)
    asked = post(browser, f"{ADD}/options", csrf=browser.csrf, key_name=name)
    assert asked.status_code == 200, asked.status_code
    answer = authenticator.make(asked.json["options"], **changes)
    return browser.send_to(ADD, key_name=name, challenge_id=asked.json["challenge_id"], answer=answer)


def test_a_passkey_is_added_at_the_workplace_and_its_owner_told(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA)
    page = add(browser, ring())
    assert "Nu kan du logga in med den, utan lösenord." in page.text
    assert "Telefonen" in page.text
    assert "bara på en enhet" in page.text
    assert MARIA.email in list_notices(portal_house)
    assert "1 tillagd" in browser.open("/settings").text


def test_a_key_without_a_pin_is_added_for_use_after_the_password(portal_house: House) -> None:
    page = add(sign_in(portal_house, MARIA), ring(flags=UP))
    assert "Nu kan du logga in med lösenordet och nyckeln." in page.text
    assert "efter lösenordet" in page.text


def test_nothing_is_added_from_outside_whatever_is_proved(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA, HOME, "app")
    for path in ("/settings/keys", ADD):
        assert browser.open(path).page.status_code == 403
    assert post(browser, f"{ADD}/options", csrf=browser.csrf, key_name="Min").status_code == 403
    assert post(browser, ADD, csrf=browser.csrf, key_name="Min", answer="{}").status_code == 403


def test_a_name_that_will_not_do_is_said_before_the_browser_asks(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA)
    add(browser, ring(), "Telefonen")
    browser.open(ADD)
    for name, said in {"": "Skriv ett namn", "TELEFONEN": "redan en med det namnet"}.items():
        assert post(browser, f"{ADD}/options", csrf=browser.csrf, key_name=name).status_code == 409
        browser.send(key_name=name)
        assert browser.page.status_code == 422
        assert said in browser.text


def test_a_form_without_an_answer_says_that_none_came(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA).open(ADD).send(key_name="Min")
    assert browser.page.status_code == 422
    assert "Vi fick inget svar" in browser.text
    assert 'value="Min"' in browser.text


def test_a_wrong_answer_and_an_old_one_add_nothing(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA)
    assert "Den enheten kan vi inte använda" in add(browser, ring(), origin="http://evil.example").text
    asked = post(browser, f"{ADD}/options", csrf=browser.csrf, key_name="Min").json
    answer = ring().make(asked["options"])
    portal_house.clock.advance(minutes=5)
    browser.send_to(ADD, key_name="Min", challenge_id=asked["challenge_id"], answer=answer)
    assert "Det tog för lång tid" in browser.text
    assert build_keys(portal_house.database).list(MARIA.person_id) == ()


def test_a_challenge_of_anothers_session_adds_nothing(portal_house: House) -> None:
    """CVE-2026-37982, CVE-2022-42731: an enrolment that was replayed added the attacker's key."""
    victim, thief = sign_in(portal_house, MARIA), sign_in(portal_house, ERIK)
    thief.open(ADD)
    asked = post(thief, f"{ADD}/options", csrf=thief.csrf, key_name="Min").json
    victim.open(ADD).send_to(
        ADD,
        key_name="Min",
        challenge_id=asked["challenge_id"],
        answer=ring().make(asked["options"]),
    )
    assert victim.page.status_code == 422
    assert build_keys(portal_house.database).list(MARIA.person_id) == ()


def test_adding_takes_a_recent_sign_in(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA)
    portal_house.clock.advance(minutes=11)
    assert browser.open(ADD).step in ("password", "method")


def test_a_key_gets_another_name_and_goes_when_its_owner_says_so(portal_house: House) -> None:
    browser = sign_in(portal_house, MARIA)
    add(browser, ring())
    (key,) = build_keys(portal_house.database).list(MARIA.person_id)
    path = f"/settings/keys/{key.key_id}"
    assert "Namnet är ändrat" in browser.open(f"{path}/rename").send(key_name="Jobbtelefonen").text
    assert "Ta bort Jobbtelefonen?" in browser.open(f"{path}/remove").text
    assert "Det är din enda" in browser.text
    assert "inte längre att logga in med" in browser.send(action="remove").text
    assert browser.open(f"{path}/remove").page.status_code == 404


def test_anothers_key_does_not_exist(portal_house: House) -> None:
    add(sign_in(portal_house, MARIA), ring())
    (key,) = build_keys(portal_house.database).list(MARIA.person_id)
    browser = sign_in(portal_house, ERIK)
    for page in ("rename", "remove"):
        assert browser.open(f"/settings/keys/{key.key_id}/{page}").page.status_code == 404


def test_a_removed_key_signs_nobody_in_and_an_added_one_does(portal_house: House) -> None:
    phone, browser = ring(), sign_in(portal_house, MARIA)
    add(browser, phone)
    home = portal_house.browser(HOME).open("/")
    path = f"/signin/{home.interaction_id}/passkey"
    asked = post(home, f"{path}/options", csrf=home.csrf).json
    home.send_to(path, challenge_id=asked["challenge_id"], answer=phone.sign(asked["options"]))
    assert home.title == "Mina tjänster"
