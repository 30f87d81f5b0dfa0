"""The helpdesk's pages: one asks, another approves, the first is shown the code, and the person signs in with it."""

from pathlib import Path

import pytest
from sqlalchemy import update

from idp.delivery.message import Message
from idp.people.person import Person
from idp.storage.people.people import people
from idp.storage.unit_of_work import Database
from tests.support.employees import ERIK, MARIA
from tests.support.helpdesk import ANNA, MIKAEL, NAMESAKE, ask_for, at_helpdesk, read_code, staff_helpdesk
from tests.support.methods import take_messages
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import HOME, OFFICE, House


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    """The whole provider, with a helpdesk of two."""
    house = build_portal_house(sqlite_database, tmp_path / "keys")
    staff_helpdesk(house)
    return house


def test_two_hand_out_a_code_and_it_signs_its_owner_in(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    assert "En kollega på kundtjänst ska godkänna" in anna.text
    mikael = at_helpdesk(house, MIKAEL)
    assert "Väntar på dig eller en kollega" in mikael.text
    mikael.open(anna.path).send(action="approve")
    assert "Du har godkänt" in mikael.text
    code = read_code(anna.refresh().send(action="show"))
    erik = sign_in(house, ERIK, OFFICE, "bypass")
    assert erik.step == "bypass"
    assert erik.send(code=code).send(action="later").title == "Mina tjänster"
    assert "Använd" in anna.open("/helpdesk").text
    tags = [tag for tag in house.tags() if tag.startswith("bypass.")]
    assert tags == ["bypass.asked", "bypass.approved", "bypass.shown"]


def test_the_person_is_told_when_there_is_a_code(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    at_helpdesk(house, MIKAEL).open(anna.path).send(action="approve")
    assert list_mails_to(house, ERIK) == []
    anna.refresh().send(action="show")
    (mail,) = list_mails_to(house, ERIK)
    assert read_code(anna) not in mail.body


def test_the_code_is_shown_once(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    at_helpdesk(house, MIKAEL).open(anna.path).send(action="approve")
    page = anna.refresh().path
    code = read_code(anna.send(action="show"))
    assert anna.page.headers["Cache-Control"] == "no-store"
    assert code not in anna.open(page).text
    assert "Det gick inte längre" in anna.send(action="show").text
    assert code not in anna.text


def test_whoever_asks_is_offered_no_approval_and_gets_none(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    assert 'value="approve"' not in anna.text
    assert "Du bad om koden. Någon annan måste godkänna den." in anna.send(action="approve").text
    assert "bypass.approved" not in house.tags()


def test_the_same_person_in_another_browser_is_still_the_same_person(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    again = at_helpdesk(house).open(anna.path).send(action="approve")
    assert "Någon annan måste godkänna den" in again.text


def test_nobody_asks_for_a_code_of_their_own(house: House) -> None:
    anna = ask_for(at_helpdesk(house), ANNA.username)
    assert anna.page.status_code == 422
    assert "Du kan inte ge dig själv en kod" in anna.text


def test_nobody_approves_a_code_of_their_own(house: House) -> None:
    anna = ask_for(at_helpdesk(house), MIKAEL.username, "skola")
    mikael = at_helpdesk(house, MIKAEL).open(anna.path)
    assert 'value="approve"' not in mikael.text
    assert "Du kan inte godkänna en kod till dig själv" in mikael.send(action="approve").text


def test_the_realm_decides_which_of_two_namesakes_it_is_for(house: House) -> None:
    anna = ask_for(at_helpdesk(house), MARIA.username, "skola")
    assert NAMESAKE.name in anna.text
    assert MARIA.name not in anna.text


def test_a_code_for_ones_namesake_opens_nothing(house: House) -> None:
    anna = ask_for(at_helpdesk(house), MARIA.username, "skola")
    at_helpdesk(house, MIKAEL).open(anna.path).send(action="approve")
    code = read_code(anna.refresh().send(action="show"))
    maria = sign_in(house, MARIA, OFFICE, "bypass")
    assert "Du har ingen tillfällig kod" in maria.text
    assert code not in maria.text


@pytest.mark.parametrize("missing", ["realm", "username", "reason", "checked"])
def test_everything_is_stated(house: House, missing: str) -> None:
    anna = ask_for(at_helpdesk(house), **{missing: ""} if missing != "username" else {"username": " "})
    assert anna.page.status_code == 422
    assert f'href="#{missing}"' in anna.text


def test_an_unknown_username_is_said_to_be_unknown(house: House) -> None:
    anna = ask_for(at_helpdesk(house), "nobody999")
    assert "Det användarnamnet finns inte" in anna.text
    assert "bypass.asked" not in house.tags()


def test_nobody_outside_the_workplace_reaches_the_pages(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    page, anna.address = anna.path, HOME
    assert anna.open("/helpdesk").page.status_code == 403
    assert anna.open(page).page.status_code == 403
    assert anna.send_to(page, action="cancel").page.status_code == 403
    assert "bypass.cancelled" not in house.tags()


def test_the_pages_do_not_exist_for_strangers_and_other_staff(house: House) -> None:
    assert house.browser(HOME).open("/helpdesk").page.status_code == 404
    maria = sign_in(house, MARIA, OFFICE, "app")
    assert maria.open("/helpdesk").page.status_code == 404
    for minutes in (0, 12):
        house.clock.advance(minutes=minutes)
        assert maria.open("/helpdesk/new").page.status_code == 404
    assert "Tillfälliga koder" not in maria.open("/").text


def test_a_password_alone_does_not_open_the_pages(house: House) -> None:
    assert sign_in(house, ANNA, OFFICE, "password").open("/helpdesk").step in {"password", "app", "method"}


def test_who_is_no_longer_at_the_helpdesk_cannot_have_the_code_shown(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    at_helpdesk(house, MIKAEL).open(anna.path).send(action="approve")
    anna.refresh()
    leave_helpdesk(house, ANNA.person_id)
    assert anna.send(action="show").page.status_code == 404
    assert "bypass.shown" not in house.tags()


def test_who_is_no_longer_at_the_helpdesk_cannot_approve(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    mikael = at_helpdesk(house, MIKAEL).open(anna.path)
    leave_helpdesk(house, MIKAEL.person_id)
    assert mikael.send(action="approve").page.status_code == 404
    assert "bypass.approved" not in house.tags()


def test_two_tabs_that_ask_for_the_same_person_make_one_request(house: House) -> None:
    first, second = at_helpdesk(house).open("/helpdesk/new"), at_helpdesk(house).open("/helpdesk/new")
    ask_for(first)
    assert "redan en kod på gång" in ask_for(second).text
    assert house.tags().count("bypass.asked") == 1


def test_a_request_nobody_approves_in_an_hour_says_that_its_time_is_over(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    house.clock.advance(minutes=60)
    mikael = at_helpdesk(house, MIKAEL).open(anna.path)
    assert "Tiden gick ut" in mikael.text
    assert 'value="approve"' not in mikael.text


def test_a_cancelled_code_lets_nobody_in(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    mikael = at_helpdesk(house, MIKAEL).open(anna.path).send(action="approve")
    anna.refresh().send(action="show")
    assert "Koden är avbruten" in mikael.open(anna.path).send(action="cancel").text
    assert "Du har ingen tillfällig kod" in sign_in(house, ERIK, OFFICE, "bypass").text


def test_an_old_sign_in_is_made_again_before_anything_is_done(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    mikael = at_helpdesk(house, MIKAEL).open(anna.path)
    for _ in range(2):
        house.clock.advance(minutes=8)
        mikael.refresh()
    assert mikael.send(action="approve").step in {"password", "method"}
    assert "bypass.approved" not in house.tags()


def test_a_form_from_elsewhere_does_nothing(house: House) -> None:
    anna = ask_for(at_helpdesk(house))
    mikael = at_helpdesk(house, MIKAEL)
    assert mikael.send_to(anna.path, csrf="wrong", action="approve").page.status_code == 403
    assert "bypass.approved" not in house.tags()


def list_mails_to(house: House, person: Person) -> list[Message]:
    """Return the mails that wait for the person."""
    mails = take_messages(house.database, "mail", house.clock())
    return [mail for mail in mails if mail.to == person.email]


def leave_helpdesk(house: House, person_id: str) -> None:
    """Take the person out of the helpdesk's group."""
    with house.database.engine.begin() as connection:
        connection.execute(
            update(people).where(people.c.person_id == person_id).values(groups=["alla-anstallda"])
        )
