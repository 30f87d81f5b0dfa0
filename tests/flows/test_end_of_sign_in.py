"""How a sign-in ends, also for whoever presses the button twice."""

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


def send_password(browser: Browser) -> TestResponse:
    form = {"csrf": browser.csrf, "username": MARIA.username, "password": PASSWORD}
    office = {"REMOTE_ADDR": browser.address}
    return browser.http.post(browser.path, data=form, base_url=ISSUER, environ_overrides=office)


def test_whoever_presses_twice_reaches_the_application(house: House) -> None:
    """The browser gives up the first answer, which must not have used the request up."""
    browser = house.browser().open(request_of_new_client(house)).send(realm="adm").send(method="password")
    first, second = send_password(browser), send_password(browser)
    assert first.headers["Location"] == second.headers["Location"]
    assert (browser.open(second.headers["Location"]).left_for or "").startswith(f"{CALLBACK}?code=")
