"""Signing in with a passkey alone, and with a key after the password, through the pages."""

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from idp.methods.webauthn.challenge import Purpose
from idp.people.person import Person
from tests.support.authenticator import UP, Authenticator
from tests.support.keys import bond, ring
from tests.support.methods import build_keys, take_messages
from tests.support.signing_in import ERIK, HOME, MARIA, OFFICE, PASSWORD, SVEN, Browser, House


def hold(house: House, person: Person = MARIA, name: str = "Min nyckel", **how: Any) -> Authenticator:
    """Return an authenticator that holds a key of the person's."""
    authenticator, keys, now = ring(**how), build_keys(house.database), house.clock()
    tied = bond(Purpose.ENROL, person)
    challenge_id, options = keys.ask(person, tied, now)
    keys.add(person, tied, challenge_id, authenticator.make(options), name, "sv", now)
    return authenticator


def ask(browser: Browser, page: str) -> dict[str, Any]:
    """Ask for a challenge as the page's script does."""
    path = f"/signin/{browser.interaction_id}/{page}/options"
    answer = post(browser, path, csrf=browser.csrf)
    assert answer.status_code == 200, answer.status_code
    return dict(answer.json or {})


def post(browser: Browser, path: str, **form: str) -> Any:
    http: FlaskClient = browser.http
    return http.post(
        path, data=form, base_url="http://localhost:8000", environ_overrides={"REMOTE_ADDR": browser.address}
    )


def show(browser: Browser, authenticator: Authenticator, page: str = "passkey", **changes: Any) -> Browser:
    """Have the authenticator answer and send the form as the page's script does."""
    asked = ask(browser, page)
    answer = authenticator.sign(asked["options"], **changes)
    return browser.send_to(
        f"/signin/{browser.interaction_id}/{page}", challenge_id=asked["challenge_id"], answer=answer
    )


def at_realm(house: House, address: str = HOME, service: str = "vab") -> Browser:
    return house.browser(address).open(f"/inside/{service}")


@pytest.mark.parametrize("address", [HOME, OFFICE])
def test_a_passkey_signs_in_alone_from_the_first_page(house: House, address: str) -> None:
    passkey, browser = hold(house), at_realm(house, address)
    assert "Logga in med passkey" in browser.text
    zone = "remote" if address == HOME else "admin"
    assert show(browser, passkey).text == f"inside vab: {MARIA.name} by passkey/{zone}"


def test_a_passkey_signs_in_from_the_page_of_methods_and_from_the_password(house: House) -> None:
    passkey = hold(house)
    at_method = at_realm(house).send(realm="skola")
    assert show(at_method, passkey).text.startswith("inside vab")
    at_password = at_realm(house).send(realm="adm").send(method="sms")
    assert 'autocomplete="username webauthn"' in at_password.text
    assert show(at_password, passkey).text == f"inside vab: {MARIA.name} by passkey/remote"


def test_choosing_passkey_leads_to_its_page(house: House) -> None:
    passkey, browser = hold(house), at_realm(house).send(realm="adm").send(method="passkey")
    assert (browser.step, browser.title) == ("passkey", "Logga in med passkey")
    assert show(browser, passkey).text.startswith("inside vab")


def test_a_key_is_the_second_factor_after_the_password(house: House) -> None:
    key = hold(house, flags=UP)
    browser = at_realm(house).send(realm="adm").send(method="key")
    browser.send(username=MARIA.username, password=PASSWORD)
    assert (browser.step, browser.title) == ("key", "Använd din nyckel")
    assert show(browser, key, "key").text == f"inside vab: {MARIA.name} by key/remote"


def test_a_passkey_is_asked_for_at_once_the_next_time(house: House) -> None:
    passkey, browser = hold(house), at_realm(house).send(realm="adm").send(method="app")
    show(browser, passkey)
    browser.http.delete_cookie("idp_session")
    assert browser.open("/inside/vab").step == "passkey"
    assert show(browser, passkey).text == f"inside vab: {MARIA.name} by passkey/remote"


def test_whoever_has_no_passkey_goes_another_way_from_where_one_is_asked_for(house: House) -> None:
    passkey, browser = hold(house), at_realm(house).send(realm="adm").send(method="passkey")
    show(browser, passkey)
    browser.http.delete_cookie("idp_session")
    browser.open("/inside/vab")
    browser.open(browser.path.replace("passkey", "method")).send(method="app")
    assert browser.send(username=MARIA.username, password=PASSWORD).step == "app"


def test_a_passkey_used_as_a_key_is_worth_what_it_is(house: House) -> None:
    passkey = hold(house)
    browser = at_realm(house).send(realm="adm").send(method="key")
    browser.send(username=MARIA.username, password=PASSWORD)
    assert show(browser, passkey, "key").text == f"inside vab: {MARIA.name} by passkey/remote"


def test_whoever_has_no_key_is_told_and_offered_the_other_ways(house: House) -> None:
    browser = at_realm(house).send(realm="adm").send(method="key")
    browser.send(username=MARIA.username, password=PASSWORD)
    assert browser.step == "method"
    assert "Du har ingen passkey eller säkerhetsnyckel" in browser.text


@pytest.mark.parametrize("how", [{"flags": UP}, {"is_discoverable": False}])
def test_a_key_that_cannot_stand_alone_is_not_offered_as_a_passkey(house: House, how: dict[str, Any]) -> None:
    hold(house, **how)
    browser = at_realm(house).send(realm="adm").send(method="app")
    browser.send(username=MARIA.username, password=PASSWORD).open(f"/signin/{browser.interaction_id}/method")
    assert 'value="key"' in browser.text
    assert 'value="passkey"' not in browser.text


def test_the_strongest_that_the_person_has_is_recommended(house: House) -> None:
    hold(house)
    browser = at_realm(house).send(realm="adm").send(method="app")
    browser.send(username=MARIA.username, password=PASSWORD).open(f"/signin/{browser.interaction_id}/method")
    before, _, _ = browser.text.partition("Rekommenderas")
    assert 'value="passkey"' in before
    assert 'value="key"' not in before


def test_a_touch_alone_says_what_the_key_is_good_for(house: House) -> None:
    passkey, browser = hold(house), at_realm(house)
    page = show(browser, passkey, flags=UP)
    assert page.page.status_code == 422
    assert "Nyckeln räcker inte ensam" in page.text


def test_an_unknown_passkey_says_so_and_nothing_more(house: House) -> None:
    gone = hold(house)
    keys = build_keys(house.database)
    (key,) = keys.list(MARIA.person_id)
    keys.remove(MARIA, key.key_id, "sv", house.clock())
    assert "Den passkeyn är inte registrerad här" in show(at_realm(house), gone).text


@pytest.mark.parametrize("person", [SVEN, replace(ERIK, person_id="p-gone")])
def test_someone_inactive_or_gone_is_answered_as_an_unknown_passkey(house: House, person: Person) -> None:
    passkey = hold(house, person)
    if person is SVEN:
        with house.database.begin() as stores:
            stores.people.set_active(SVEN.person_id, False, house.clock())
    browser = show(at_realm(house), passkey)
    assert browser.page.status_code == 422
    assert "Den passkeyn är inte registrerad här" in browser.text


def test_anothers_key_after_my_password_lets_nobody_in(house: House) -> None:
    hold(house)
    thief = hold(house, ERIK)
    browser = at_realm(house).send(realm="adm").send(method="key")
    browser.send(username=MARIA.username, password=PASSWORD)
    assert "Den nyckeln hör till någon annan" in show(browser, thief, "key").text


def test_a_count_that_goes_back_is_told_to_the_page_and_to_the_owner(house: House) -> None:
    passkey = hold(house)
    assert show(at_realm(house), passkey, count=50).text.startswith("inside vab")
    take_messages(house.database, "mail", house.clock())
    browser = show(at_realm(house), passkey, count=49)
    assert "kan vara kopierad" in browser.text
    (told,) = take_messages(house.database, "mail", house.clock())
    assert (told.to, told.subject) == (MARIA.email, "sv key_refused")


def test_a_form_without_an_answer_says_that_none_came(house: House) -> None:
    browser = at_realm(house).send(realm="adm").send(method="passkey").send()
    assert (browser.page.status_code, browser.step) == (422, "passkey")
    assert "Vi fick inget svar från nyckeln" in browser.text


def test_a_question_needs_the_browsers_own_form_and_a_step_that_takes_it(house: House) -> None:
    hold(house)
    browser = at_realm(house).send(realm="adm").send(method="sms")
    path = f"/signin/{browser.interaction_id}"
    assert post(browser, f"{path}/passkey/options", csrf="wrong").status_code == 409
    assert post(browser, f"{path}/key/options", csrf=browser.csrf).status_code == 409
    stranger = house.browser(HOME).open("/inside/vab")
    assert post(stranger, f"{path}/passkey/options", csrf=stranger.csrf).status_code == 403
    house.clock.advance(hours=2)
    assert post(browser, f"{path}/passkey/options", csrf=browser.csrf).status_code == 409


def test_an_answer_from_another_browser_lets_nobody_in(house: House) -> None:
    passkey, victim, thief = hold(house), at_realm(house), at_realm(house)
    asked = ask(victim, "passkey")
    answer = passkey.sign(asked["options"])
    path = f"/signin/{thief.interaction_id}/passkey"
    thief.send_to(path, challenge_id=asked["challenge_id"], answer=answer)
    assert thief.page.status_code == 422
    assert "Det tog för lång tid" in thief.text


def test_ten_wrong_answers_and_the_person_must_wait_with_passkeys_but_not_with_the_password(
    house: House,
) -> None:
    passkey = hold(house)
    browser = at_realm(house)
    for _ in range(10):
        show(browser, passkey, flags=UP)
    assert "För många försök" in show(browser, passkey).text
    assert browser.page.status_code == 429
    other = house.at_password(OFFICE)
    assert other.send(username=MARIA.username, password=PASSWORD).text.startswith("inside vab")


def test_guesses_from_one_address_are_counted_outside(house: House) -> None:
    stranger, browser = ring(), at_realm(house)
    options = ask(browser, "passkey")["options"]
    stranger.make({"rp": {"id": "localhost"}, "user": {"id": "aA"}, "challenge": options["challenge"]})
    for _ in range(50):
        show(browser, stranger)
    assert "För många försök" in show(browser, stranger).text
