"""The more of the month's money is spent, the harder the app is recommended; nobody is ever left without a word."""

import json

import pytest

from idp.config.sections.sms_budget import SmsBudget
from idp.storage.unit_of_work import Database
from tests.support.gateway_house import GatewayHouse, open_gateway_house
from tests.support.signing_in import GUNILLA, HOME, MARIA, PASSWORD

BUDGET = SmsBudget(kronor_per_month=5)
"""Ten codes."""

REMINDER = "Appen är gratis och säkrare"
QUESTION = "Varför fungerar inte appen?"
CLOSED = "Sms-koder går inte att få just nu"


def climb(database: Database, codes: int) -> GatewayHouse:
    """Return a house in which so many of the month's ten codes are sent."""
    town = open_gateway_house(database, sms_budget=BUDGET)
    town.spend(BUDGET, codes)
    return town


def list_reasons(database: Database) -> list[str]:
    with database.begin() as stores:
        fields = [json.loads(row.fields) for row in stores.audit.load_rows() if row.tag == "factor.sent"]
    return [entry.get("reason", "") for entry in fields]


@pytest.mark.parametrize(("codes", "is_reminded"), [(5, False), (6, True)])
def test_from_seventy_percent_the_page_reminds_of_the_app(
    sqlite_database: Database, codes: int, is_reminded: bool
) -> None:
    browser = climb(sqlite_database, codes).house.at_factor(MARIA, "sms")
    assert "Vi har skickat en kod" in browser.text
    assert (REMINDER in browser.text) is is_reminded


def test_from_ninety_percent_nothing_is_sent_before_the_reason(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 9)
    browser = town.house.at_factor(MARIA, "sms")
    assert QUESTION in browser.text
    assert town.sms.tried == []
    assert QUESTION in browser.send(action="send").text
    assert town.sms.tried == []
    browser.send(reason="left_behind")
    assert browser.send(code=town.last_code()).text.endswith("by sms/remote")
    assert list_reasons(sqlite_database) == ["left_behind"]


@pytest.mark.parametrize("reason", ["", "because", "<script>", "LEFT_BEHIND"])
def test_a_reason_of_ones_own_is_none(sqlite_database: Database, reason: str) -> None:
    town = climb(sqlite_database, 9)
    browser = town.house.at_factor(MARIA, "sms").send(reason=reason)
    assert QUESTION in browser.text
    assert town.sms.tried == []


def test_a_mailed_code_takes_no_reason(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 9)
    town.house.at_factor(MARIA, "mail")
    assert len(town.mail.sent) == 1


def test_when_the_money_is_spent_text_messages_are_not_offered(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 10)
    browser = town.house.browser(HOME).open("/inside/vab").send(realm="adm")
    assert browser.step == "method"
    assert 'value="sms"' not in browser.text
    assert 'value="app"' in browser.text


def test_money_that_is_spent_on_the_way_leads_back_to_the_choice_and_says_why(
    sqlite_database: Database,
) -> None:
    town = climb(sqlite_database, 8)
    browser = town.house.at_password(HOME, method="sms")
    town.spend(BUDGET, 2, "late")
    browser.send(username="margra001", password=PASSWORD)
    assert browser.step == "method"
    assert CLOSED in browser.text
    assert town.sms.tried == []


def test_a_code_sent_before_the_money_was_spent_is_taken(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 9)
    browser = town.house.at_factor(MARIA, "sms").send(reason="something_else")
    assert browser.refresh().step == "code"
    assert browser.send(code=town.last_code()).text.endswith("by sms/remote")


def test_another_code_after_the_money_was_spent_is_refused_in_words(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 9)
    browser = town.house.at_factor(MARIA, "sms").send(reason="something_else")
    town.house.clock.advance(seconds=31)
    browser.send(action="send")
    assert browser.page.status_code == 503
    assert "Vi skickar inga fler koder med sms just nu" in browser.text
    assert len(town.sms.sent) == 1


def test_someone_with_nothing_but_a_number_is_told_why(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 10)
    browser = town.house.at_password(HOME, service="lonebesked", method="app")
    browser.send(username=GUNILLA.username, password=PASSWORD)
    assert browser.step == "stop"
    assert "pengarna till sms-koder är slut" in browser.text


def test_the_next_month_text_messages_are_back(sqlite_database: Database) -> None:
    town = climb(sqlite_database, 10)
    town.house.clock.advance(days=21)
    assert "Vi har skickat en kod" in town.house.at_factor(MARIA, "sms").text
