"""The code's page says what became of the code, and nothing that is not so."""

from datetime import timedelta

from idp.config.settings import Codes
from idp.storage.unit_of_work import Database
from tests.support.gateway_house import dead_gateway, open_gateway_house, refusing_gateway
from tests.support.signing_in import ERIK, GUNILLA, HOME, ISSUER, MARIA, Browser

SENT = 'id="news">Vi har skickat en kod till 07'
ON_ITS_WAY = 'id="news">Koden är på väg till 07'


def look(browser: Browser, path: str) -> object:
    """Ask as the page's script does."""
    return browser.http.get(path, base_url=ISSUER, environ_overrides={"REMOTE_ADDR": HOME}).json


def test_a_code_that_was_taken_is_said_to_be_sent(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    browser = town.house.at_factor(MARIA, "sms")
    assert SENT in browser.text
    assert browser.send(code=town.last_code()).text.endswith("by sms/remote")


def test_a_code_nobody_took_yet_is_on_its_way(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, is_prompt=False)
    browser = town.house.at_factor(MARIA, "sms")
    assert ON_ITS_WAY in browser.text
    assert SENT not in browser.text
    town.deliver()
    assert SENT in browser.refresh().text


def test_a_code_may_be_typed_before_the_gateway_has_answered(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, is_prompt=False)
    browser = town.house.at_factor(MARIA, "sms")
    code = town.house.last_code()
    assert browser.send(code=code).text.endswith("by sms/remote")


def test_a_dead_gateway_is_said_at_once_with_the_other_ways(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, *dead_gateway())
    browser = town.house.at_factor(MARIA, "sms")
    assert "Koden har inte kommit iväg" in browser.text
    assert SENT not in browser.text
    assert ON_ITS_WAY not in browser.text
    assert 'value="app"' in browser.text
    assert 'value="mail"' in browser.text
    assert 'value="sms"' not in browser.text


def test_one_press_leads_from_a_failed_code_to_another_way_in(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, *dead_gateway())
    browser = town.house.at_factor(MARIA, "sms")
    browser.send_to(browser.path.replace("/code", "/method"), method="app")
    assert browser.step == "app"
    assert browser.send(code=town.house.app_code(MARIA)).text.endswith("by app/remote")


def test_a_code_that_leaves_late_is_taken(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, *dead_gateway()[:1])
    browser = town.house.at_factor(MARIA, "sms")
    assert "Koden har inte kommit iväg" in browser.text
    town.house.clock.advance(seconds=2)
    town.deliver()
    assert SENT in browser.refresh().text
    assert browser.send(code=town.last_code()).text.endswith("by sms/remote")


def test_a_refused_code_is_said_to_have_failed_and_can_be_tried_again(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, *refusing_gateway())
    browser = town.house.at_factor(MARIA, "sms")
    assert browser.title == "Koden kunde inte skickas"
    assert SENT not in browser.text
    town.sms.failures.clear()
    town.house.clock.advance(seconds=31)
    assert SENT in browser.send(action="send").text


def test_someone_without_another_way_is_told_whom_to_ask(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, *refusing_gateway())
    browser = town.house.at_factor(GUNILLA, "sms", service="lonebesked")
    browser.send(number="n08")
    assert "Du har inget annat sätt att logga in här." in browser.text
    assert "0980-319 200" in browser.text


def test_a_failed_mail_is_told_too(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    town.mail.failures.extend(refusing_gateway())
    browser = town.house.at_factor(ERIK, "mail")
    assert browser.title == "Koden kunde inte skickas"


def test_a_code_that_ran_out_was_guessed_at_or_is_new_is_called_so(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    browser = town.house.at_factor(MARIA, "sms")
    for _ in range(5):
        browser.send(code="wrong")
    assert "skrivits fel för många gånger" in browser.refresh().text
    town.house.clock.advance(seconds=31)
    assert SENT in browser.send(action="send").text
    town.house.clock.advance(minutes=6)
    assert "Koden har gått ut" in browser.refresh().text


def test_the_page_says_how_long_until_another_code(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    browser = town.house.at_factor(MARIA, "sms")
    assert "Du kan be om en ny kod om 30 sekunder." in browser.text
    town.house.clock.advance(seconds=29)
    assert "Du kan be om en ny kod om 1 sekund." in browser.refresh().text
    town.house.clock.advance(seconds=1)
    assert "Du kan be om en ny kod" not in browser.refresh().text


def test_too_many_codes_name_the_wait_and_another_way(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, codes=Codes(per_hour=3))
    browser = town.house.at_factor(MARIA, "sms")
    for _ in range(3):
        town.house.clock.advance(seconds=31)
        browser.send(action="send")
    assert browser.page.status_code == 429
    assert "Du har bett om många koder. Vänta" in browser.text
    assert "/method" in browser.text


def test_the_risk_of_text_messages_is_told_in_one_sentence(sqlite_database: Database) -> None:
    """OT8."""
    town = open_gateway_house(sqlite_database)
    assert "Andra kan komma åt sms. Mobilappen är säkrare." in town.house.at_factor(MARIA, "sms").text
    assert "Andra kan komma åt sms" not in town.house.at_factor(ERIK, "mail").text


def test_the_pages_script_is_told_where_the_code_is(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database, is_prompt=False)
    browser = town.house.at_factor(MARIA, "sms")
    state = f"{browser.path}/state"
    assert look(browser, state) == {"state": "on_its_way"}
    town.deliver()
    assert look(browser, state) == {"state": "sent"}
    browser.send(code=town.last_code())
    assert look(browser, state) == {"state": ""}


def test_another_browser_is_told_nothing(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    path = f"{town.house.at_factor(MARIA, 'sms').path}/state"
    stranger = town.house.browser(HOME).open(path)
    assert stranger.page.status_code == 403
    assert "state" not in stranger.text


def test_asking_where_the_code_is_keeps_nobody_signed_in(sqlite_database: Database) -> None:
    town = open_gateway_house(sqlite_database)
    browser = town.house.at_factor(MARIA, "sms")
    with sqlite_database.begin() as stores:
        before = stores.sessions.list_live(MARIA.person_id, town.house.clock(), timedelta(minutes=15))
    town.house.clock.advance(minutes=5)
    look(browser, f"{browser.path}/state")
    with sqlite_database.begin() as stores:
        after = stores.sessions.list_live(MARIA.person_id, town.house.clock(), timedelta(minutes=15))
    assert [one.last_seen_at for one in after] == [one.last_seen_at for one in before]
