"""The pages of Lönebesked."""

import re
import zlib
from datetime import UTC, datetime

import pytest

from tests.clients.conftest import Browser, WaitingClock
from tests.support.fake_provider import FakeProvider


@pytest.fixture
def nurse(browser: Browser) -> Browser:
    """Gunilla, signed in at the office."""
    browser.sign_in()
    return browser


def read_pdf(content: bytes) -> str:
    """Return the letters that the PDF draws; its built-in font writes them in Latin-1."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    drawn = b"".join(zlib.decompress(stream) for stream in streams if stream[:1] == b"x")
    return drawn.decode("latin-1")


def test_the_start_page_lists_the_months_paid_this_year_and_says_when_the_next_comes(nurse: Browser) -> None:
    page = nurse.open("/").text
    assert "Lönebesked 2026" in page
    assert "Oktober 2026" in page
    assert "November 2026" not in page
    assert "Nästa lön kommer 27 november 2026" in page


def test_last_year_has_twelve_payslips(nurse: Browser) -> None:
    assert nurse.open("/?year=2025").text.count('<th scope="row">') == 12


@pytest.mark.parametrize(
    "path",
    [
        "/?year=2024",
        "/?year=2027",
        "/payslips/2026-11",
        "/payslips/2026-13",
        "/payslips/2024-01",
        "/payslips/2026-00.pdf",
    ],
)
def test_what_is_too_old_or_not_paid_yet_is_not_found(nurse: Browser, path: str) -> None:
    assert nurse.open(path).status_code == 404


def test_in_january_the_year_is_empty_and_says_when_the_first_salary_comes(
    nurse: Browser, clock: WaitingClock
) -> None:
    clock.now = datetime(2027, 1, 2, 9, tzinfo=UTC)
    nurse.sign_in("/login")
    assert "Du har inga lönebesked för 2027 än" in nurse.open("/").text


def test_the_day_turns_at_midnight_in_sweden(nurse: Browser, clock: WaitingClock) -> None:
    clock.now = datetime(2026, 11, 26, 22, 59, tzinfo=UTC)
    nurse.sign_in("/login")
    assert nurse.open("/payslips/2026-11").status_code == 404
    clock.let_pass(minutes=1)
    assert nurse.open("/payslips/2026-11").status_code == 200


def test_a_payslip_shows_swedish_amounts_and_hides_the_account(nurse: Browser) -> None:
    page = nurse.open("/payslips/2026-10").text
    assert "31\N{NO-BREAK SPACE}200,00" in page
    assert "OB-tillägg" in page
    assert "•••• •••• " in page
    assert "0123, " not in page


def test_amounts_are_english_on_english_pages(nurse: Browser) -> None:
    assert "31,200.00" in nurse.open("/payslips/2026-10?lang=en").text


def test_two_people_see_their_own_payslips(nurse: Browser, provider: FakeProvider) -> None:
    hers = nurse.open("/payslips/2026-10").text
    provider.person |= {"sub": "sub-of-per", "name": "Per Dahlgrund", "preferred_username": "perdah001"}
    other = Browser(nurse.app, provider)
    other.sign_in()
    his = other.open("/payslips/2026-10").text
    assert "Per Dahlgrund" in his
    assert "47\N{NO-BREAK SPACE}800,00" in his
    assert "47\N{NO-BREAK SPACE}800,00" not in hers


def test_the_pdf_has_the_persons_name_the_net_and_right_swedish_letters(nurse: Browser) -> None:
    answer = nurse.open("/payslips/2026-10.pdf")
    net = re.search(r'net-sum">([\d\s,]+) <', nurse.open("/payslips/2026-10").text)
    assert answer.content_type == "application/pdf"
    assert "lonebesked-2026-10.pdf" in answer.headers["Content-Disposition"]
    text = read_pdf(answer.data)
    assert net
    assert net[1] in text
    for word in ("Gunilla Holmsand", "Undersköterska", "OB-tillägg", "Preliminär skatt", "Månadslön"):
        assert word in text, word
    assert "?" not in text


def test_the_pdf_says_its_language_and_shows_its_title(nurse: Browser) -> None:
    content = nurse.open("/payslips/2026-10.pdf").data
    assert b"/Lang (sv-SE)" in content
    assert b"/DisplayDocTitle true" in content
    assert b"/Title" in content


def test_finnish_pages_are_finnish_to_the_days_and_the_pdf(nurse: Browser) -> None:
    page = nurse.open("/payslips/2026-10?lang=fi").text
    assert "Maksettu 27. lokakuuta 2026" in page
    assert 'href="?lang=sv" lang="sv" hreflang="sv">På svenska</a>' in page
    content = nurse.open("/payslips/2026-10.pdf").data
    assert b"/Lang (fi-FI)" in content
    assert "Ennakkovero" in read_pdf(content)


def test_the_pdf_of_an_english_page_is_english(nurse: Browser) -> None:
    nurse.open("/?lang=en")
    content = nurse.open("/payslips/2026-10.pdf").data
    assert b"/Lang (en-GB)" in content
    assert "Preliminary tax" in read_pdf(content)
