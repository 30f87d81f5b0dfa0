"""Signing in with a hardware token, from home and where it takes one."""

from idp.methods.tokens.tokens import BETWEEN
from tests.support.signing_in import GUNILLA, MARIA, House
from tests.support.tokens import TIMED, give_token


def test_a_press_lets_in_and_the_token_says_so(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    browser = house.at_factor(GUNILLA, "token")
    assert browser.step == "token"
    assert browser.send(code=gadget.press()).text == "inside vab: Gunilla Holmsand by token/remote"


def test_a_used_code_is_said_to_be_used(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    code = gadget.press()
    house.at_factor(GUNILLA, "token").send(code=code)
    browser = house.at_factor(GUNILLA, "token").send(code=code)
    assert browser.page.status_code == 422
    assert "Den koden är redan använd" in browser.text


def test_blanks_and_hyphens_in_the_code_do_not_matter(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    code = gadget.press()
    assert "inside vab" in house.at_factor(GUNILLA, "token").send(code=f" {code[:3]}-{code[3:]} ").text


def test_a_token_that_lost_count_is_asked_for_two_codes_and_then_lets_in(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    gadget.presses = 50
    first = gadget.press()
    browser = house.at_factor(GUNILLA, "token").send(code=first)
    assert browser.title.endswith("Skriv två koder i följd")
    assert "har kommit ur takt" in browser.text
    browser.send(code=first, code_2=gadget.press())
    assert browser.text == "inside vab: Gunilla Holmsand by token/remote"


def test_whoever_asks_for_it_gets_the_second_field(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, make=TIMED, now=house.clock())
    browser = house.at_factor(GUNILLA, "token")
    assert 'name="code_2"' not in browser.text
    browser.open(f"{browser.path}?two=1")
    assert 'name="code_2"' in browser.text
    browser.send(code=gadget.at(house.clock(), 10), code_2=gadget.at(house.clock(), 11))
    assert browser.text.startswith("inside vab")


def test_an_empty_second_field_is_asked_for(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    browser = house.at_factor(GUNILLA, "token").send(code=gadget.press(), code_2=" ")
    assert browser.page.status_code == 422
    assert "Skriv nästa kod." in browser.text
    assert 'id="code_2-problem"' in browser.text


def test_two_codes_in_one_field_are_not_taken_for_a_pair(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    gadget.presses = 50
    pair = f"{gadget.press()}{BETWEEN}{gadget.press()}"
    browser = house.at_factor(GUNILLA, "token").send(code=pair)
    assert browser.page.status_code == 422


def test_guesses_at_two_codes_count_against_the_same_limit(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    browser = house.at_factor(GUNILLA, "token")
    for guess in range(10):
        browser.send(code=f"{guess:06}", code_2="111111")
    browser.send(code=gadget.press())
    assert browser.page.status_code == 429
    assert "För många försök" in browser.text


def test_another_persons_token_lets_nobody_in(house: House) -> None:
    gadget = give_token(house.database, GUNILLA, now=house.clock())
    give_token(
        house.database, MARIA, serial="VK-1002", seed="MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK", now=house.clock()
    )
    browser = house.at_factor(MARIA, "token").send(code=gadget.press())
    assert browser.page.status_code == 422


def test_whoever_has_no_token_is_told_where_to_get_one(house: House) -> None:
    browser = house.at_factor(MARIA, "token")
    assert browser.step == "method"
    assert "Du har ingen koddosa" in browser.text


def test_a_typed_code_is_never_written_back(house: House) -> None:
    give_token(house.database, GUNILLA, now=house.clock())
    browser = house.at_factor(GUNILLA, "token").send(code="918273", code_2="564738")
    assert "918273" not in browser.text
    assert "564738" not in browser.text
