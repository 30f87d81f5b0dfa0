"""With `asks_for = "strongest"`, whoever has a factor changes what they sign in with by that factor, and freshly (SE7)."""

from pathlib import Path

import pytest

from idp.config.sections.enrolment import Enrolment
from idp.storage.unit_of_work import Database
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, GUNILLA, MARIA, House
from tests.support.tokens import build_tokens, give_token

PAGE = "/settings/numbers"


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys", enrolment=Enrolment(asks_for="strongest"))


def test_a_password_alone_opens_nothing_to_somebody_with_an_app(house: House) -> None:
    browser = sign_in(house, MARIA).open(PAGE)

    assert browser.path.startswith("/signin/")
    assert browser.step == "app"


def test_the_app_opens_the_page_and_saves_the_change(house: House) -> None:
    browser = sign_in(house, MARIA).open(PAGE)
    house.clock.advance(seconds=30)
    browser.send(code=house.app_code(MARIA))
    assert browser.path == PAGE

    assert "Dina nummer är uppdaterade." in browser.send(number="0701740605").text


def test_a_change_sent_with_the_password_alone_is_not_taken(house: House) -> None:
    browser = sign_in(house, MARIA).open("/settings")
    browser.send_to(PAGE, number="0701740605")

    assert browser.path.startswith("/signin/")
    with house.database.begin() as stores:
        assert stores.numbers.list(MARIA.person_id) == () or all(
            number.e164 != "+46701740605" for number in stores.numbers.list(MARIA.person_id)
        )


def test_an_old_app_code_is_asked_for_again(house: House) -> None:
    browser = sign_in(house, MARIA, level="app").open("/settings")
    house.clock.advance(minutes=11)
    browser.open(PAGE)

    assert browser.path.startswith("/signin/")


def test_somebody_without_a_factor_sets_up_the_first_with_a_password(house: House) -> None:
    assert sign_in(house, ERIK).open(PAGE).path == PAGE


def test_a_lost_token_is_reported_without_the_token(house: House) -> None:
    """It is the strongest its owner has, and just what cannot be shown."""
    give_token(house.database, GUNILLA, now=house.clock())
    (token,) = build_tokens(house.database).list(GUNILLA.person_id)
    browser = sign_in(house, GUNILLA).open(f"/settings/tokens/{token.token_id}/lost")
    assert browser.send(action="lost").path == "/settings/tokens"
    assert "Koddosan går inte längre att logga in med." in browser.text
    assert build_tokens(house.database).list(GUNILLA.person_id) == ()
