"""One person's proof, sign-in or browser used for another's (2.f, 2.h)."""

import pytest

from tests.support.portal import read_code, sign_in
from tests.support.requesting import request_of_new_client
from tests.support.signing_in import GUNILLA, HOME, MARIA, OFFICE, PASSWORD, SVEN, Browser, House


def second_tab(first: Browser) -> Browser:
    """Return another tab of the same browser."""
    return Browser(first.http, first.address)


@pytest.fixture
def request_address(house: House) -> str:
    """The address at which a registered client's request begins."""
    return request_of_new_client(house)


def test_a_request_begun_with_one_persons_password_gives_no_code_for_another(
    house: House, request_address: str
) -> None:
    """CVE-2018-8340: the request is finished by whoever gave the password for it."""
    first = house.browser().open(request_address + "&prompt=login").send(realm="adm").send(method="app")
    first.send(username=MARIA.username, password=PASSWORD)
    assert first.step == "app"
    second = second_tab(first).open("/?x").send_to("/sign-out")
    house.clock.advance(seconds=5)
    second.open("/").send(method="password").send(username=GUNILLA.username, password=PASSWORD)
    assert second.path == "/"
    resumed = second_tab(first).open(f"/authorize/{first.interaction_id}")
    assert resumed.left_for is None
    assert resumed.step in ("method", "password")


def test_a_half_finished_sign_in_gives_no_code_by_asking_for_the_end(
    house: House, request_address: str
) -> None:
    """CVE-2026-32246: authorize after the password alone, and by a request of its own."""
    browser = house.browser(HOME).open(request_address).send(realm="adm").send(method="app")
    browser.send(username=MARIA.username, password=PASSWORD)
    assert browser.step == "app"
    for address in (
        f"/authorize/{browser.interaction_id}",
        request_address,
        request_address + "&prompt=none",
    ):
        tried = second_tab(browser).open(address)
        assert tried.left_for is None or "error=" in tried.left_for
        assert tried.left_for is None or "code=" not in tried.left_for


def test_a_password_that_has_run_out_opens_nothing_by_any_way(house: House, request_address: str) -> None:
    """The second factor is asked for and judged, and yet there is no session, no code and no enrolment."""
    browser = house.browser(HOME).open(request_address).send(realm="adm").send(method="sms")
    browser.send(username=SVEN.username, password=PASSWORD)
    assert browser.step == "code"
    tries = (
        f"/authorize/{browser.interaction_id}",
        f"/signin/{browser.interaction_id}",
        "/settings/devices/add",
    )

    def assert_nothing() -> None:
        assert browser.cookie("idp_session") is None
        assert house.count_live_sessions(SVEN) == 0
        for address in tries:
            assert second_tab(browser).open(address).left_for is None
        moved = Browser(browser.http, OFFICE).open(f"/signin/{browser.interaction_id}")
        assert moved.left_for is None
        assert moved.cookie("idp_session") is None

    assert_nothing()
    browser.send(code=read_code(house.last_code()))
    assert browser.step == "stop"
    assert_nothing()
    assert "session.started" not in house.tags()
    assert "authorization.granted" not in house.tags()


@pytest.mark.parametrize("part", ["", "/password", "/method", "/realm", "/code", "/app", "/stop", "/protect"])
def test_a_sign_in_of_one_browser_is_closed_to_every_other(house: House, part: str) -> None:
    """CVE-2026-7507: neither the victim's nor the attacker's browser goes on with what the other began."""
    begun = house.browser(HOME).open("/").send(realm="adm").send(method="app")
    begun.send(username=MARIA.username, password=PASSWORD)
    other = sign_in(house, GUNILLA)
    assert other.open(f"/signin/{begun.interaction_id}{part}").page.status_code == 403
    assert other.open(f"/authorize/{begun.interaction_id}").left_for is None
    token = second_tab(other).open("/settings").csrf
    assert other.send_to(f"/signin/{begun.interaction_id}/new", csrf=token).page.status_code == 403
