"""The form that ends a sign-in leads straight to the application that asked for it."""

from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house
from tests.support.requesting import CALLBACK, request_of_new_client
from tests.support.signing_in import ISSUER, MARIA, PASSWORD, Browser, House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def at_password(house: House, asked: str) -> Browser:
    return house.browser().open(asked).send(realm="adm").send(method="password")


def send_password(browser: Browser) -> TestResponse:
    form = {"csrf": browser.csrf, "username": MARIA.username, "password": PASSWORD}
    office = {"REMOTE_ADDR": browser.address}
    return browser.http.post(browser.path, data=form, base_url=ISSUER, environ_overrides=office)


def test_the_last_form_is_answered_by_a_code(house: House) -> None:
    answer = send_password(at_password(house, request_of_new_client(house)))
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(f"{CALLBACK}?code=")


def test_a_form_that_is_sent_again_brings_no_second_code(house: House) -> None:
    browser = at_password(house, request_of_new_client(house))
    answers = [send_password(browser) for _ in range(2)]
    assert ["code=" in answer.headers["Location"] for answer in answers] == [True, False]
    assert house.tags().count("authorization.granted") == 1


def test_an_answer_by_a_form_is_a_page_of_its_own(house: House) -> None:
    answer = send_password(at_password(house, request_of_new_client(house) + "&response_mode=form_post"))
    assert answer.status_code == 200
    assert f'action="{CALLBACK}"' in answer.text
    assert "form-action 'self' https://rp.example" in answer.headers["Content-Security-Policy"]
