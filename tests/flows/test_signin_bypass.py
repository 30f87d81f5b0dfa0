"""Signing in with a temporary code from the helpdesk: at the workplace, once, and for one's own account alone."""

from tests.support.methods import hand_out
from tests.support.signing_in import ERIK, GUNILLA, HOME, House


def test_someone_who_has_nothing_else_signs_in_at_the_workplace(house: House) -> None:
    code = hand_out(house.database, ERIK, house.clock())
    browser = house.at_factor(ERIK, "bypass", "192.0.2.10")
    assert (browser.step, browser.title) == ("bypass", "Skriv den tillfälliga koden")
    browser.send(code=code.lower())
    assert house.tags()[-1] == "session.stepped_up"


def test_a_used_code_is_refused_in_the_next_sign_in(house: House) -> None:
    code = hand_out(house.database, ERIK, house.clock())
    house.at_factor(ERIK, "bypass", "192.0.2.10").send(code=code)
    again = house.at_factor(ERIK, "bypass", "192.0.2.10")
    assert "Du har ingen tillfällig kod" in again.text


def test_a_wrong_code_says_what_to_do(house: House) -> None:
    hand_out(house.database, ERIK, house.clock())
    browser = house.at_factor(ERIK, "bypass", "192.0.2.10").send(code="BBBBB-BBBBB")
    assert browser.page.status_code == 422
    assert "Koden stämmer inte, eller så har den gått ut" in browser.text


def test_another_persons_code_opens_nothing(house: House) -> None:
    code = hand_out(house.database, GUNILLA, house.clock())
    hand_out(house.database, ERIK, house.clock())
    assert house.at_factor(ERIK, "bypass", "192.0.2.10").send(code=code).page.status_code == 422


def test_the_method_is_not_offered_outside(house: House) -> None:
    hand_out(house.database, ERIK, house.clock())
    browser = house.browser(HOME).open("/inside/vab").send(realm="adm")
    assert 'value="bypass"' not in browser.text
    assert browser.send(method="bypass").page.status_code == 422


def test_whoever_walks_out_with_the_page_open_cannot_use_the_code(house: House) -> None:
    code = hand_out(house.database, ERIK, house.clock())
    browser = house.at_factor(ERIK, "bypass", "192.0.2.10")
    browser.address = HOME
    browser.send(code=code)
    assert "session.stepped_up" not in house.tags()
    assert browser.step == "method"


def test_guesses_are_counted_with_those_at_every_other_factor(house: House) -> None:
    code = hand_out(house.database, ERIK, house.clock())
    browser = house.at_factor(ERIK, "bypass", "192.0.2.10")
    for _ in range(10):
        browser.send(code="BBBBB-BBBBB")
    assert browser.send(code=code).page.status_code == 429
