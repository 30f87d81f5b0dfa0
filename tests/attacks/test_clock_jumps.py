"""The clock of one machine jumps and comes back (F12, TK17): nothing outlives its ends, nothing comes back to life."""

from datetime import timedelta

import pytest

from tests.support.portal import sign_in
from tests.support.signing_in import HOME, MARIA, NOON, House

JUMPS = (timedelta(hours=1), timedelta(days=400))


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_session_made_while_the_clock_was_ahead_is_dead_when_it_is_right_again(
    house: House, jump: timedelta
) -> None:
    house.clock.now = NOON + jump
    browser = sign_in(house, MARIA)
    assert browser.page.status_code == 200
    house.clock.now = NOON
    assert browser.open("/settings").step != "settings"
    assert house.count_live_sessions(MARIA) == 0


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_a_session_outlives_no_end_by_a_jump(house: House, jump: timedelta) -> None:
    browser = sign_in(house, MARIA)
    house.clock.now = NOON + jump
    assert browser.open("/settings").path != "/settings"


def test_an_app_code_used_ahead_of_time_leaves_no_code_usable_twice(house: House) -> None:
    """TOTP fails closed: steps before the last accepted one stay used."""
    house.clock.now = NOON + timedelta(hours=1)
    sign_in(house, MARIA, HOME, "app")
    house.clock.now = NOON
    browser = house.browser(HOME).open("/").send(realm="adm").send(method="app")
    browser.send(username="margra001", password="Havsvik-2026-blå")
    assert browser.step == "app"
    assert browser.send(code=house.app_code(MARIA)).page.status_code == 422
    assert "factor.reused" in house.tags()


def test_waiting_after_too_many_guesses_is_not_cut_short_by_the_clock_going_back(house: House) -> None:
    browser = house.browser().open("/").send(realm="adm").send(method="password")
    for _ in range(10):
        browser.send(username="margra001", password="wrong")
    for jump in (timedelta(0), -timedelta(hours=1), -timedelta(days=400)):
        house.clock.now = NOON + jump
        assert browser.send(username="margra001", password="Havsvik-2026-blå").page.status_code == 429
