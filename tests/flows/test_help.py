"""The help pages: open to all, from every page, with the way back to a sign-in that waits."""

from datetime import timedelta
from pathlib import Path

import pytest

from idp.app.help import TOPICS, pick_hours
from idp.config.sections.help import Help
from idp.i18n import load_catalogues
from idp.storage.unit_of_work import Database
from tests.support.employees import ERIK, MARIA
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import GUEST_WIFI, HOME, OFFICE, House


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("address", [HOME, OFFICE])
@pytest.mark.parametrize("language", load_catalogues())
def test_every_topic_is_open_to_everybody_everywhere(
    house: House, topic: str, address: str, language: str
) -> None:
    browser = house.browser(address).open(f"/help/{topic}?lang={language}")
    assert browser.page.status_code == 200
    assert "0980-319 200" in browser.text


def test_the_front_page_leads_to_every_topic(house: House) -> None:
    browser = house.browser(HOME).open("/help")
    assert all(f'href="/help/{topic}"' in browser.text for topic in TOPICS)


def test_an_unknown_topic_is_no_page(house: House) -> None:
    assert house.browser(HOME).open("/help/nothing").page.status_code == 404


def test_every_step_leads_to_help_and_back_to_itself(house: House) -> None:
    browser = house.at_password(HOME, method="sms")
    step, signin = browser.path, f"/signin/{browser.interaction_id}"
    assert f'href="/help?interaction={browser.interaction_id}"' in browser.text
    assert f'href="/help/password?interaction={browser.interaction_id}"' in browser.text
    browser.open(f"/help/password?interaction={browser.interaction_id}")
    assert f'href="{signin}"' in browser.text
    assert browser.open(signin).path == step


@pytest.mark.parametrize("forged", ["javascript:alert(1)", "../../x", "a" * 32 + "/..", "<script>"])
def test_only_a_sign_in_can_be_led_back_to(house: House, forged: str) -> None:
    browser = house.browser(HOME).open(f"/help/password?interaction={forged}")
    assert "Tillbaka till inloggningen" not in browser.text
    assert forged not in browser.text


def test_a_guest_at_the_office_is_told_that_it_does_not_count(house: House) -> None:
    assert "Det räknas inte som arbetsplatsen" in house.browser(GUEST_WIFI).open("/help/network").text
    assert "Det räknas som arbetsplatsen" in house.browser(OFFICE).open("/help/network").text


def test_the_helpdesks_hours_are_told_in_the_readers_language_if_they_are_known() -> None:
    both = Help(opening_hours="vardagar 8–16", opening_hours_in={"en": "weekdays 8–16"})
    told = [pick_hours(both, "sv"), pick_hours(both, "en"), pick_hours(Help(opening_hours="vardagar"), "en")]
    assert [(one.text, one.language) for one in told if one] == [
        ("vardagar 8–16", "sv"),
        ("weekdays 8–16", "en"),
        ("vardagar", "sv"),
    ]
    assert pick_hours(Help(), "sv") is None


def test_a_wrong_password_asks_about_the_realm_and_never_says_where_the_name_is_known(house: House) -> None:
    answers = [
        house.at_password(HOME, method="sms").send(username=name, password="wrong").text
        for name in (ERIK.username, "nobody999")
    ]
    for answer in answers:
        assert "Du har valt Övrig personal. Kontrollera att det stämmer." in answer


def test_a_browser_without_cookies_is_told_so_after_one_round(house: House) -> None:
    browser = house.at_password(HOME, method="sms")
    waiting = f"/signin/{browser.interaction_id}"
    stranger = house.browser(HOME)
    stranger.http.delete_cookie("idp_browser")
    first = stranger.http.get(
        waiting, base_url="http://localhost:8000", environ_overrides={"REMOTE_ADDR": HOME}
    )
    assert (first.status_code, first.headers["Location"]) == (303, f"{waiting}?cookies=asked")
    stranger.http.delete_cookie("idp_browser")
    stranger.open(f"{waiting}?cookies=asked")
    assert stranger.page.status_code == 403
    assert "Webbläsaren tar inte emot kakor" in stranger.text
    assert 'href="/help/cookies"' in stranger.text


def test_another_browser_that_keeps_cookies_is_told_something_else(house: House) -> None:
    browser = house.at_password(HOME, method="sms")
    stranger = house.browser(HOME).open(f"/signin/{browser.interaction_id}")
    assert stranger.page.status_code == 403
    assert "Inloggningen hör till en annan webbläsare" in stranger.text


def test_a_form_sent_after_cookies_were_turned_off_is_told_so(house: House) -> None:
    browser = house.at_password(HOME, method="sms")
    waiting = f"/signin/{browser.interaction_id}"
    browser.http.delete_cookie("idp_browser")
    sent = browser.http.post(
        f"{waiting}/password", base_url="http://localhost:8000", environ_overrides={"REMOTE_ADDR": HOME}
    )
    assert (sent.status_code, sent.headers["Location"]) == (303, f"{waiting}?cookies=asked")


def test_a_phone_whose_clock_is_wrong_is_shown_how_to_set_it(house: House) -> None:
    browser = house.at_factor(MARIA, "app")
    app = house.apps[MARIA.person_id]
    browser.send(code=app.at(house.clock() + timedelta(minutes=5)))
    assert browser.page.status_code == 422
    assert "Klockan i mobilen går fel" in browser.text
    assert "/help/wrong-code?interaction=" in browser.text


@pytest.fixture
def portal(sqlite_database: Database, tmp_path: Path) -> House:
    """The whole provider, with the portal."""
    return build_portal_house(sqlite_database, tmp_path / "keys")


def test_a_locked_service_says_what_opens_it_and_why_it_is_locked(portal: House) -> None:
    browser = sign_in(portal, ERIK, HOME, "mail").open("/services/lonebesked/why")
    assert browser.page.status_code == 403
    assert "Så kommer du in" in browser.text
    assert "kräver ett säkrare sätt att logga in härifrån" in browser.text
    assert "Du är här: Utanför kommunens nät." in browser.text
    assert 'href="/services/lonebesked/start"' in browser.text
    assert 'href="/help/service"' in browser.text


def test_the_question_why_of_an_open_service_leads_to_the_service(portal: House) -> None:
    browser = sign_in(portal, ERIK, OFFICE).open("/services/intranat/why")
    assert browser.left_for == "http://localhost:8025/tjanst/intranat"


def test_the_question_why_says_nothing_of_services_for_others(portal: House) -> None:
    assert sign_in(portal, ERIK, OFFICE).open("/services/omsorgsjournal/why").page.status_code == 404
