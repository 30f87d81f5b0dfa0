"""Signing in from home, where the password is never enough."""

import pytest

from idp.config.settings import Codes
from idp.storage.unit_of_work import Database
from tests.support.signing_in import (
    ERIK,
    GUEST_WIFI,
    GUNILLA,
    HOME,
    MARIA,
    OFFICE,
    PASSWORD,
    PER,
    House,
    build_house,
)


def test_app_lets_in(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    assert browser.send(code=house.app_code(MARIA)).text == "inside vab: Maria Granhage by app/remote"


@pytest.mark.parametrize(("method", "level"), [("sms", "sms"), ("mail", "mail")])
def test_sent_code_lets_in_in_lower_case_and_with_blanks(house: House, method: str, level: str) -> None:
    browser = house.at_factor(MARIA, method)
    typed = " ".join(house.last_code().lower())
    assert browser.send(code=typed).text == f"inside vab: Maria Granhage by {level}/remote"


def test_app_is_offered_first_and_recommended(house: House) -> None:
    browser = house.browser(HOME).open("/inside/vab").send(realm="adm")
    assert (
        browser.text.index('value="app"')
        < browser.text.index('value="sms"')
        < browser.text.index('value="mail"')
    )
    assert browser.text.count("Rekommenderas") == 1


def test_password_is_not_offered_outside(house: House) -> None:
    browser = house.browser(HOME).open("/inside/vab").send(realm="adm")
    assert 'value="password"' not in browser.text


def test_password_alone_opens_nothing_outside(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    assert house.count_live_sessions(MARIA) == 1
    assert browser.open("/inside/vab").path.startswith("/signin/")
    assert browser.open("/inside/portal").path.startswith("/signin/")


def test_nothing_is_sent_before_the_password_is_right(house: House) -> None:
    house.at_password(HOME, method="sms").send(username="margra001", password="wrong")
    assert house.take_codes() == []


def test_nothing_registered_is_shown_before_the_password_is_right(house: House) -> None:
    page = house.at_password(HOME, method="sms").send(username="gunhol001", password="wrong").text
    assert "•" not in page
    assert "nummer" not in page


def test_one_number_is_not_asked_about(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    assert browser.step == "code"
    assert "07•• ••• •07" in browser.text.replace("\u00a0", " ")
    assert house.take_codes()[0][0] == "+46701740607"


def test_two_numbers_are_chosen_between_before_anything_is_sent(house: House) -> None:
    browser = house.at_factor(GUNILLA, "sms")
    assert browser.step == "number"
    assert house.take_codes() == []
    assert browser.send(number="n09").send(code=house.last_code()).text.endswith("by sms/remote")


def test_code_goes_to_the_number_chosen(house: House) -> None:
    house.at_factor(GUNILLA, "sms").send(number="n09")
    assert [to for to, _ in house.take_codes()] == ["+46701740609"]


def test_somebody_elses_number_cannot_be_chosen(house: House) -> None:
    browser = house.at_factor(GUNILLA, "sms").send(number="n07")
    assert browser.page.status_code == 422
    assert house.take_codes() == []


def test_method_without_anything_registered_says_so_and_offers_the_others(house: House) -> None:
    browser = house.at_factor(ERIK, "sms")
    assert browser.step == "method"
    assert "Du har inget mobilnummer registrerat" in browser.text
    assert 'value="mail"' in browser.text
    assert 'value="sms"' not in browser.text
    browser.send(method="mail")
    assert browser.send(code=house.last_code()).text.endswith("by mail/remote")


def test_someone_with_nothing_registered_is_told_to_register_at_work(house: House) -> None:
    browser = house.at_factor(PER, "app")
    assert browser.step == "stop"
    assert "Registrera telefonen nästa gång du är på arbetsplatsen" in browser.text
    assert "IT-kundtjänst" in browser.text


def test_someone_at_work_with_nothing_registered_is_led_to_register_now(house: House) -> None:
    browser = house.at_factor(PER, "app", OFFICE, "vab?level=app")
    assert browser.step == "stop"
    assert "Du är på arbetsplatsen, så du kan göra det nu." in browser.text
    assert "/settings/devices/add?interaction=" in browser.text
    assert "nästa gång du är på arbetsplatsen" not in browser.text


def test_method_can_be_changed_at_the_code(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    browser.open(browser.path.replace("/code", "/method")).send(method="app")
    assert browser.send(code=house.app_code(MARIA)).text.endswith("by app/remote")


def test_looking_at_the_page_sends_no_code(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    house.take_codes()
    house.clock.advance(minutes=2)
    browser.refresh()
    assert house.take_codes() == []


def test_new_code_is_sent_on_request_and_voids_the_first(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    first = house.last_code()
    house.clock.advance(seconds=31)
    browser.send(action="send")
    second = house.last_code()
    assert browser.send(code=first).page.status_code == 422
    assert browser.send(code=second).text.endswith("by sms/remote")


def test_new_code_must_wait_half_a_minute(house: House) -> None:
    browser = house.at_factor(MARIA, "sms").send(action="send")
    assert browser.page.status_code == 429
    assert browser.page.headers["Retry-After"] == "30"
    assert "Vänta 30 sekunder" in browser.text


def test_expired_code_is_replaced_by_one_press(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    house.clock.advance(minutes=6)
    assert "Koden har gått ut" in browser.refresh().text
    assert browser.send(action="send").send(code=house.last_code()).text.endswith("by sms/remote")


def test_wrong_code_says_how_many_attempts_are_left(house: House) -> None:
    browser = house.at_factor(MARIA, "sms").send(code="999999")
    assert browser.page.status_code == 422
    assert "Du har 4 försök kvar" in browser.text
    assert browser.title.startswith("Fel:")


def test_code_dies_after_five_wrong_guesses(house: House) -> None:
    browser = house.at_factor(MARIA, "sms")
    code = house.last_code()
    for _ in range(5):
        browser.send(code="999999")
    assert browser.send(code=code).page.status_code == 422
    assert "gäller inte längre" in browser.text


def test_code_is_good_for_its_own_sign_in_alone(house: House) -> None:
    house.at_factor(MARIA, "sms")
    code = house.last_code()
    house.clock.advance(seconds=31)
    assert house.at_factor(MARIA, "sms").send(code=code).page.status_code == 422


def test_app_code_lets_in_once(house: House) -> None:
    code = house.app_code(MARIA)
    house.at_factor(MARIA, "app").send(code=code)
    again = house.at_factor(MARIA, "app").send(code=code)
    assert again.page.status_code == 422
    assert "redan använd" in again.text


def test_service_for_app_or_sms_offers_no_mail(house: House) -> None:
    browser = house.browser(HOME).open("/inside/lonebesked").send(realm="adm")
    assert 'value="mail"' not in browser.text


def test_guest_network_is_outside(house: House) -> None:
    browser = house.browser(GUEST_WIFI).open("/inside/vab").send(realm="adm")
    assert 'value="password"' not in browser.text


def test_service_that_is_never_open_from_home_says_where_it_is(house: House) -> None:
    browser = house.browser(HOME).open("/inside/enrolment").send(realm="adm")
    assert browser.step == "stop"
    assert "arbetsplatsen" in browser.text


def test_code_of_digits_asks_for_a_keyboard_of_digits(sqlite_database: Database) -> None:
    house = build_house(sqlite_database, codes=Codes(alphabet="digits"))
    assert 'inputmode="numeric"' in house.at_factor(MARIA, "sms").text


def test_code_of_letters_and_digits_asks_for_a_whole_keyboard(house: House) -> None:
    assert 'inputmode="text"' in house.at_factor(MARIA, "sms").text


def test_fields_say_to_password_managers_what_they_are(house: House) -> None:
    browser = house.at_password(HOME, method="sms")
    assert 'autocomplete="username webauthn"' in browser.text
    assert 'autocomplete="current-password"' in browser.text
    browser.send(username="margra001", password=PASSWORD)
    assert 'autocomplete="one-time-code"' in browser.text


def test_typed_password_is_never_written_back(house: House) -> None:
    browser = house.at_password(HOME, method="sms").send(username="margra001", password="fel-lösenord")
    assert 'value="margra001"' in browser.text
    assert "fel-lösenord" not in browser.text
