"""The pages of Vård av sjukt barn."""

import re

import pytest

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import FakeProvider

GOOD = {
    "child": "new",
    "name": "Alva",
    "birth_year": "2019",
    "first_day": "2026-11-23",
    "extent": "100",
    "form_key": "k" * 20,
}


@pytest.fixture
def signed_in(parent: Browser) -> Browser:
    parent.sign_in()
    return parent


def test_the_first_visit_says_what_will_be_listed_here(signed_in: Browser) -> None:
    assert "Du har inga anmälningar än" in signed_in.open("/").text


def test_a_report_is_sent_and_confirmed_on_the_next_page(signed_in: Browser) -> None:
    assert signed_in.send("/report", **GOOD).location == "/"
    page = signed_in.open("/").text
    assert "Anmälan är skickad: Alva, måndag 23 november." in page
    assert "100 % av dagen" in page
    assert "Skickad 23 november 10:00" in page


def test_the_empty_form_has_today_filled_in_and_a_key_of_its_own(signed_in: Browser) -> None:
    keys = [re.search(r'name="form_key" value="(.+?)"', signed_in.open("/report").text) for _ in range(2)]
    assert keys[0]
    assert keys[1]
    assert keys[0][1] != keys[1][1]
    assert 'value="2026-11-23"' in signed_in.open("/report").text


def test_a_child_reported_before_can_be_chosen(signed_in: Browser) -> None:
    signed_in.send("/report", **GOOD)
    page = signed_in.open("/report").text
    assert "Alva <small>född 2019</small>" in page
    sent = signed_in.send("/report", child="1", first_day="2026-11-20", extent="50", form_key="j" * 20)
    assert sent.status_code == 303


def test_faults_stand_at_their_field_and_in_a_summary_that_leads_there(signed_in: Browser) -> None:
    page = signed_in.send("/report", **GOOD | {"name": "", "first_day": "2026-12-24"})
    assert page.status_code == 422
    assert "<title>Fel: Anmäl vård av sjukt barn" in page.text
    assert "2 svar behöver ändras" in page.text
    for field in ("name", "first_day"):
        assert f'<a href="#{field}">' in page.text
        assert f'id="{field}-fault"' in page.text
    assert page.text.count('aria-invalid="true"') == 2
    assert 'value="2019"' in page.text, "what was right is kept"


def test_one_fault_is_one_answer_to_change(signed_in: Browser) -> None:
    assert "Ett svar behöver ändras" in signed_in.send("/report", **GOOD | {"extent": ""}).text


def test_a_day_reported_before_is_named_in_the_fault(signed_in: Browser) -> None:
    signed_in.send("/report", **GOOD)
    page = signed_in.send("/report", **GOOD | {"form_key": "j" * 20, "child": "1"})
    assert page.status_code == 422
    assert "Du har redan anmält det här barnet för måndag 23 november" in page.text


def test_what_the_person_writes_is_shown_as_text(signed_in: Browser) -> None:
    signed_in.send("/report", **GOOD | {"name": "<b>Alva</b>", "note": "<script>alert(1)</script>"})
    page = signed_in.open("/").text
    assert "&lt;script&gt;" in page
    assert "<b>Alva" not in page


def test_a_double_submit_makes_one_report(signed_in: Browser) -> None:
    for _ in range(2):
        assert signed_in.send("/report", **GOOD).location == "/"
    assert signed_in.open("/").text.count("/withdraw") == 1


@pytest.mark.parametrize("key", ["", "short", "x" * 65])
def test_a_form_without_a_proper_key_is_refused(signed_in: Browser, key: str) -> None:
    assert signed_in.send("/report", **GOOD | {"form_key": key}).status_code == 400


def test_withdrawing_asks_first_and_leaves_the_report_in_the_list(
    signed_in: Browser, clock: WaitingClock
) -> None:
    signed_in.send("/report", **GOOD)
    assert "Vill du ta tillbaka anmälan?" in signed_in.open("/reports/1/withdraw").text
    clock.let_pass(minutes=5)
    assert signed_in.send("/reports/1/withdraw").location == "/"
    page = signed_in.open("/").text
    assert "Återtagen 23 november 10:05" in page
    assert "Alva" in page
    assert signed_in.open("/reports/1/withdraw").status_code == 404


def test_another_persons_report_is_not_found(signed_in: Browser, provider: FakeProvider) -> None:
    signed_in.send("/report", **GOOD)
    provider.person |= {"sub": "sub-of-david", "name": "David Hedvall"}
    other = Browser(signed_in.app, provider)
    other.sign_in()
    assert other.open("/reports/1/withdraw").status_code == 404
    assert other.send("/reports/1/withdraw").status_code == 404
    assert "Alva" not in other.open("/").text


def test_the_pages_are_whole_in_finnish(signed_in: Browser) -> None:
    signed_in.send("/report", **GOOD)
    page = signed_in.open("/?lang=fi").text
    assert "maanantai 23. marraskuuta" in page
    assert "Omat ilmoitukset" in page


def test_the_pages_are_whole_in_english(signed_in: Browser) -> None:
    signed_in.send("/report", **GOOD)
    page = signed_in.open("/?lang=en").text
    assert "Monday 23 November" in page
    assert "100% of the day" in page
    assert "How much of the working day?" in signed_in.open("/report").text
