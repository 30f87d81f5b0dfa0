"""Mina SMS-nummer is changed from the workplace, after a recent sign-in, and from nowhere else (R25–R29)."""

from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, list_notices, sign_in, sign_in_again
from tests.support.signing_in import ERIK, HOME, MARIA, OFFICE, Browser, House

PAGE = "/settings/numbers"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def numbers_of(house: House, person_id: str = ERIK.person_id) -> tuple[str, ...]:
    with house.database.begin() as stores:
        return tuple(number.e164 for number in stores.numbers.list(person_id))


def at_numbers(house: House) -> Browser:
    return sign_in(house, ERIK).open(PAGE)


def test_two_numbers_are_stored_and_the_page_says_so(house: House) -> None:
    browser = at_numbers(house).send(number="0701740605", number_2="0701740606")

    assert numbers_of(house) == ("+46701740605", "+46701740606")
    assert "Dina nummer är uppdaterade." in browser.text
    assert 'value="0701740605"' in browser.text


def test_a_wrong_number_is_told_at_its_field_and_nothing_typed_is_lost(house: House) -> None:
    browser = at_numbers(house).send(number="0701740605", number_2="070-1740606")

    assert (browser.page.status_code, numbers_of(house)) == (422, ())
    assert browser.title.startswith("Fel:")
    assert 'href="#number_2"' in browser.text
    assert 'value="070-1740606"' in browser.text


def test_a_field_that_was_not_sent_counts_as_empty(house: House) -> None:
    browser = at_numbers(house).send(number="070-1740606")

    assert browser.page.status_code == 422
    assert 'value="070-1740606"' in browser.text


def test_hostile_text_comes_back_as_text(house: House) -> None:
    browser = at_numbers(house).send(number='"><script>alert(1)</script>')

    assert browser.page.status_code == 422
    assert "<script>alert" not in browser.text


def test_both_fields_emptied_remove_every_number(house: House) -> None:
    browser = at_numbers(house).send(number="0701740605").send(number="", number_2="")

    assert numbers_of(house) == ()
    assert "Dina nummer är borttagna." in browser.text


def test_sending_what_is_stored_changes_nothing(house: House) -> None:
    browser = at_numbers(house).send(number="0701740605").send(number="0701740605")

    assert "Inget ändrades." in browser.text
    assert house.tags().count("numbers.changed") == 1


def test_the_mailbox_is_told_of_a_change(house: House) -> None:
    at_numbers(house).send(number="0701740605")

    assert list_notices(house) == [ERIK.email]


def test_from_home_the_strongest_sign_in_opens_nothing_and_is_told_why(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "app").open(PAGE)

    assert (browser.page.status_code, browser.title) == (403, "Det här gör du på arbetsplatsen")
    assert "enrolment.refused" in house.tags()


def test_a_form_sent_from_home_is_refused_by_the_server(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "app")
    before = numbers_of(house, MARIA.person_id)

    assert browser.send_to(PAGE, number="0701740699").page.status_code == 403
    assert numbers_of(house, MARIA.person_id) == before


def test_a_form_opened_at_work_is_not_taken_from_home(house: House) -> None:
    browser = at_numbers(house)
    browser.address = HOME
    browser.send(number="0701740605")

    assert (browser.page.status_code, numbers_of(house)) == (403, ())


def test_a_sign_in_from_home_is_given_again_at_work(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "app")
    browser.address = OFFICE
    browser.open(PAGE)
    assert browser.path.startswith("/signin/")

    assert sign_in_again(house, browser, MARIA).path == PAGE


def test_a_sign_in_of_eleven_minutes_ago_is_given_again_and_leads_back(house: House) -> None:
    browser = sign_in(house, ERIK)
    house.clock.advance(minutes=11)
    browser.open(PAGE)
    assert browser.path.startswith("/signin/")

    assert sign_in_again(house, browser, ERIK).path == PAGE


def test_an_opened_form_is_still_taken_at_thirteen_minutes(house: House) -> None:
    browser = sign_in(house, ERIK)
    house.clock.advance(minutes=9)
    browser.open(PAGE)
    house.clock.advance(minutes=4)

    browser.send(number="0701740605")
    assert numbers_of(house) == ("+46701740605",)


def test_a_form_without_the_browsers_token_changes_nothing(house: House) -> None:
    browser = at_numbers(house).send(csrf="wrong", number="0701740605")

    assert (browser.page.status_code, numbers_of(house)) == (403, ())
