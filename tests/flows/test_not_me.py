"""«Det var inte jag» ends everything in a person's name and takes back what was added: with a code, or signed in."""

import re
from pathlib import Path

import pytest

from idp.storage.unit_of_work import Database
from tests.support.methods import take_messages
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import ERIK, HOME, MARIA, Browser, House
from tests.support.together import together

NUMBERS = "/settings/numbers"
CODE = re.compile(r"\b[2-9B-Z]{4}-[2-9B-Z]{4}-[2-9B-Z]{5}\b")


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys")


def add_number(house: House) -> str:
    """Have somebody at the office add a number to Erik; return the code that Erik is told by mail."""
    sign_in(house, ERIK).open(NUMBERS).send(number="0701740605")
    return code_to(house, str(ERIK.email))


def code_to(house: House, address: str) -> str:
    for mail in take_messages(house.database, "mail", house.clock()):
        if mail.to == address and (found := CODE.search(mail.body)):
            return found[0]
    raise AssertionError("nobody told Erik")


def numbers_of(house: House) -> int:
    with house.database.begin() as stores:
        return len(stores.numbers.list(ERIK.person_id))


def object_with(house: House, code: str) -> Browser:
    return house.browser(HOME).open("/not-me").send(code=code)


def test_the_code_takes_the_number_back_and_ends_every_sign_in(house: House) -> None:
    code = add_number(house)
    sign_in(house, ERIK)
    browser = object_with(house, code.lower().replace("-", " "))

    assert browser.title == "Vi har stoppat det"
    assert "Numret som lades till är borttaget." in browser.text
    assert "loggat ut dig på 2 ställen" in browser.text
    assert (numbers_of(house), house.count_live_sessions(ERIK)) == (0, 0)
    assert house.tags()[-1] == "change.objected"


def test_the_helpdesk_is_told_whom_to_call_under_the_reference_on_the_page(house: House) -> None:
    browser = object_with(house, add_number(house))
    found = re.search(r'class="reference">([^<]+)<', browser.text)
    (mail,) = take_messages(house.database, "mail", house.clock())

    assert found is not None
    assert mail.to == "it.kundtjanst@havsvik.example"
    assert re.search(r"^Anmäld .* kl\. .*, härifrån: .+$", mail.body, re.MULTILINE)
    assert found[1] in mail.subject
    assert ERIK.username in mail.body
    assert ERIK.family_name not in mail.body


def test_a_code_used_again_is_told_calmly_and_does_nothing(house: House) -> None:
    code = add_number(house)
    object_with(house, code)
    sign_in(house, ERIK)
    browser = object_with(house, code)

    assert (browser.page.status_code, browser.title) == (200, "Det är redan stoppat")
    assert house.count_live_sessions(ERIK) == 1
    assert house.tags().count("change.objected") == 1


def test_a_code_sent_twenty_times_at_once_counts_once(house: House) -> None:
    code = add_number(house)
    browsers = [house.browser(f"198.51.100.{number}").open("/not-me") for number in range(20)]
    titles = together(lambda number: browsers[number].send(code=code).title, 20)

    assert sorted(titles) == ["Det är redan stoppat"] * 19 + ["Vi har stoppat det"]


def test_another_persons_sign_ins_go_on(house: House) -> None:
    maria = sign_in(house, MARIA)
    object_with(house, add_number(house))

    assert maria.open("/settings").page.status_code == 200
    assert house.count_live_sessions(MARIA) == 1


def test_an_unknown_code_is_a_fault_of_the_field(house: House) -> None:
    browser = object_with(house, "BBBB-BBBB-BBBBB")

    assert browser.page.status_code == 422
    assert "Koden stämmer inte." in browser.text
    assert house.tags()[-1] == "objection.wrong"


def test_guesses_from_one_address_are_stopped_and_a_right_code_elsewhere_still_counts(house: House) -> None:
    code = add_number(house)
    browser = house.browser(HOME).open("/not-me")
    answers = [browser.send(code="BBBB-BBBB-BBBBB").page.status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]
    assert browser.send(code=code).page.status_code == 429
    other = house.browser("198.51.100.7").open("/not-me").send(code=code)
    assert other.title == "Vi har stoppat det"


def test_an_empty_field_costs_no_guess(house: House) -> None:
    browser = house.browser(HOME).open("/not-me")
    assert {browser.send(code=" ").page.status_code for _ in range(15)} == {422}


def test_a_code_is_good_for_a_week_and_the_change_listed_for_a_month(house: House) -> None:
    code = add_number(house)
    house.clock.advance(days=7, seconds=1)
    assert "äldre än sju dagar" in object_with(house, code).text

    browser = sign_in(house, ERIK, to="/settings/changes")
    path = re.search(r'href="(/settings/changes/\w+)"', browser.text)
    assert path is not None
    assert browser.open(path[1]).send().title == "Vi har stoppat det"
    assert (numbers_of(house), house.count_live_sessions(ERIK)) == (0, 0)


def test_a_signed_in_person_is_signed_out_by_their_own_objection(house: House) -> None:
    add_number(house)
    browser = sign_in(house, ERIK, to="/settings/changes")
    path = re.search(r'href="(/settings/changes/\w+)"', browser.text)
    assert path is not None
    browser.open(path[1]).send()

    assert browser.cookie("idp_session") is None
    assert browser.open("/settings").path.startswith("/signin/")


def test_another_persons_change_does_not_exist(house: House) -> None:
    add_number(house)
    with house.database.begin() as stores:
        (change,) = stores.changes.list_since(ERIK.person_id, house.clock.now)
    browser = sign_in(house, MARIA)

    assert browser.open(f"/settings/changes/{change.change_id}").page.status_code == 404
    browser.open("/settings").send_to(f"/settings/changes/{change.change_id}")
    assert (browser.page.status_code, numbers_of(house)) == (404, 1)


def test_a_form_from_elsewhere_is_refused(house: House) -> None:
    code = add_number(house)
    browser = house.browser(HOME).open("/not-me")
    browser.send(code=code, csrf="0" * 64)

    assert (browser.page.status_code, numbers_of(house)) == (403, 1)
