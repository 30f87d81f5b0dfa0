"""Signing in with a recovery code, on the day the phone is lost."""

import pytest

from tests.support.signing_in import GUNILLA, MARIA, House
from tests.support.tokens import build_recovery


def codes_of(house: House) -> tuple[str, ...]:
    return build_recovery(house.database).make(MARIA, "sv", house.clock())


def test_a_recovery_code_lets_in_once(house: House) -> None:
    code = codes_of(house)[0]
    browser = house.at_factor(MARIA, "recovery")
    assert browser.step == "recovery"
    assert browser.send(code=code.lower()).text == "inside vab: Maria Granhage by recovery/remote"
    browser = house.at_factor(MARIA, "recovery").send(code=code)
    assert browser.page.status_code == 422
    assert "Den koden är redan använd" in browser.text


def test_whoever_lacks_their_phone_gets_from_the_app_to_a_recovery_code(house: House) -> None:
    code = codes_of(house)[0]
    browser = house.at_factor(MARIA, "app")
    assert browser.step == "app"
    assert "Jag har inte min mobil" in browser.text
    browser.send_to(f"/signin/{browser.interaction_id}/method", method="recovery")
    assert browser.step == "recovery"
    assert browser.send(code=code).text.startswith("inside vab")


def test_whoever_has_no_codes_left_is_not_led_to_them(house: House) -> None:
    assert "Jag har inte min mobil" not in house.at_factor(MARIA, "app").text


def test_the_choice_of_methods_has_the_way_without_a_phone_beside_it(house: House) -> None:
    browser = house.at_password("203.0.113.200", method="none").open("/inside/vab")
    assert browser.step == "method"
    assert browser.text.count('value="recovery"') == 1
    assert "Jag har inte min mobil" in browser.text


@pytest.mark.parametrize("typed", ["", "  ", "BBBBB-BBBBB-BBBBB", "x" * 3000])
def test_a_wrong_recovery_code_says_so_and_uses_nothing_up(house: House, typed: str) -> None:
    codes_of(house)
    browser = house.at_factor(MARIA, "recovery").send(code=typed)
    assert browser.page.status_code == 422
    assert build_recovery(house.database).count(MARIA.person_id).left == 10


def test_another_persons_code_lets_nobody_in(house: House) -> None:
    code = codes_of(house)[0]
    build_recovery(house.database).make(GUNILLA, "sv", house.clock())
    assert house.at_factor(GUNILLA, "recovery").send(code=code).page.status_code == 422


def test_guesses_count_with_those_at_every_other_method(house: House) -> None:
    code = codes_of(house)[0]
    browser = house.at_factor(MARIA, "app")
    for _ in range(10):
        browser.send(code="000000")
    browser.send_to(f"/signin/{browser.interaction_id}/method", method="recovery")
    assert browser.send(code=code).page.status_code == 429
