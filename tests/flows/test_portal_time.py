"""Nobody is signed out without being told before and after, and nothing but a person's own act keeps them signed in (R38–R40)."""

from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import HOME, MARIA, House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def test_the_time_left_is_told_as_json(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=5)

    assert browser.open("/session").page.json == {
        "is_signed_in": True,
        "expires_in": 600,
        "warns_in": 480,
        "can_extend": True,
    }


def test_asking_for_the_time_left_keeps_nobody_signed_in(house: House) -> None:
    browser = sign_in(house, MARIA)
    for path in ("/session", "/session/ending"):
        house.clock.advance(minutes=7)
        browser.open(path)
    house.clock.advance(minutes=1, seconds=1)

    assert browser.open("/session").page.json["is_signed_in"] is False


def test_a_stranger_is_told_that_nobody_is_signed_in(house: House) -> None:
    assert house.browser().open("/session").page.json["is_signed_in"] is False


def test_staying_starts_the_fifteen_minutes_anew_and_leads_back(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=14)
    browser.open("/session/ending").send_to("/session/extend", back="/settings")
    assert browser.path == "/settings"
    house.clock.advance(minutes=14)

    assert browser.open("/session").page.json["is_signed_in"] is True


def test_a_script_that_stays_is_answered_with_the_new_time(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=14)
    browser.headers = {"Accept": "application/json"}

    assert browser.send_to("/session/extend").page.json["expires_in"] == 900


def test_the_way_back_never_leads_to_another_site(house: House) -> None:
    browser = sign_in(house, MARIA).send_to("/session/extend", back="//evil.example/")

    assert (browser.path, browser.left_for) == ("/", None)


def test_staying_without_the_browsers_token_is_refused(house: House) -> None:
    assert sign_in(house, MARIA).send_to("/session/extend", csrf="wrong").page.status_code == 403


def test_without_scripts_the_page_itself_turns_to_the_warning(house: House) -> None:
    browser = sign_in(house, MARIA)

    assert '<noscript><meta http-equiv="refresh" content="780; url=/session/ending?back=/">' in browser.text


def test_the_warning_page_says_how_long_and_turns_to_the_end(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=13)
    browser.open("/session/ending")

    assert "Du loggas ut om 2 minuter" in browser.text
    assert browser.page.headers["Refresh"] == "121; url=/session/ended"


def test_in_the_last_minute_the_warning_counts_seconds(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=14, seconds=20)

    assert "Du loggas ut om 40 sekunder" in browser.open("/session/ending").text


def test_the_absolute_end_offers_nothing_that_would_not_help(house: House) -> None:
    browser = sign_in(house, MARIA)
    for _ in range(60):
        house.clock.advance(minutes=9, seconds=55)
        browser.open("/settings")
    house.clock.advance(minutes=4)
    browser.open("/session/ending")

    assert "eftersom du har varit inloggad länge" in browser.text
    assert "Fortsätt vara inloggad" not in browser.text


@pytest.mark.parametrize(("seconds", "is_alive"), [(899, True), (900, True), (901, False)])
def test_the_server_ends_it_after_fifteen_minutes_whatever_the_browser_does(
    house: House, seconds: int, is_alive: bool
) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(seconds=seconds)

    assert (browser.open("/").path == "/") is is_alive


def test_the_next_page_says_why_once_and_leads_back(house: House) -> None:
    browser = sign_in(house, MARIA)
    house.clock.advance(minutes=16)
    browser.open("/settings/devices")

    assert (browser.path, browser.title) == ("/session/ended", "Du har loggats ut")
    assert "Du har loggats ut efter 15 minuter utan aktivitet." in browser.text
    assert 'href="/settings/devices"' in browser.text
    assert browser.open("/settings/devices").path.startswith("/signin/")


def test_who_is_signed_in_is_not_told_otherwise(house: House) -> None:
    assert sign_in(house, MARIA).open("/session/ended").path == "/"


def test_signing_out_ends_the_session_on_the_server(house: House) -> None:
    browser = sign_in(house, MARIA)
    secret = browser.cookie("idp_session")
    browser.send_to("/sign-out")
    assert (browser.path, house.count_live_sessions(MARIA)) == ("/signed-out", 0)

    browser.http.set_cookie("idp_session", secret or "")
    assert browser.open("/").path.startswith("/signin/")


def test_nobody_is_signed_out_by_a_link_or_by_another_site(house: House) -> None:
    browser = sign_in(house, MARIA)

    assert browser.open("/sign-out").page.status_code == 405
    assert browser.open("/").send_to("/sign-out", csrf="wrong").page.status_code == 403
    assert house.count_live_sessions(MARIA) == 1


def test_signing_out_late_ends_well(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "app")
    house.clock.advance(minutes=16)

    assert browser.send_to("/sign-out").path == "/session/ended"
