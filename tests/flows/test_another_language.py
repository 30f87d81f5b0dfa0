"""One more language is one more folder of texts: nothing else knows which languages there are."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from idp.i18n import Catalogue
from idp.storage.unit_of_work import Database
from tests.support.employees import MARIA
from tests.support.invented_language import INVENTED, MARK, NAME, add_language
from tests.support.portal import build_portal_house, read_code, sign_in
from tests.support.signing_in import HOME, OFFICE, PASSWORD, Browser, House

PAGES = (
    "/",
    "/settings",
    "/settings/numbers",
    "/settings/devices",
    "/settings/keys",
    "/settings/recovery",
    "/settings/tokens",
    "/settings/sign-ins",
    "/settings/changes",
    "/services/ekonomi/why",
    "/help",
    "/help/no-code",
    "/help/network",
    "/about/accessibility",
    "/about/privacy",
    "/not-me",
    "/no-such-page",
)
BETWEEN_TAGS = re.compile(r">([^<>]+)<")


@pytest.fixture
def catalogues(tmp_path: Path) -> Mapping[str, Catalogue]:
    return add_language(tmp_path / "locales")


@pytest.fixture
def house(sqlite_database: Database, tmp_path: Path, catalogues: Mapping[str, Catalogue]) -> House:
    return build_portal_house(sqlite_database, tmp_path / "keys", catalogues=catalogues)


def list_swedish(browser: Browser, catalogues: Mapping[str, Catalogue]) -> list[str]:
    """Return what stands on the page in Swedish, of all there are texts for; the way to Swedish may.

    Administrators' texts are left out: some name a way to sign in as the policy does, which has no such language.
    """
    entries = catalogues["sv"].entries.items()
    texts = {key: text for key, text in entries if isinstance(text, str) and not key.startswith("console")}
    swedish = set(texts.values()) - {texts["common.language"]}
    shown = (unescape(text).strip() for text in BETWEEN_TAGS.findall(browser.text))
    return [text for text in shown if text in swedish]


def test_people_sign_in_with_a_sent_code_in_a_language_that_only_has_a_folder(
    house: House, catalogues: Mapping[str, Catalogue]
) -> None:
    browser = house.browser(HOME).open(f"/?lang={INVENTED}")
    seen = []
    for answer in (
        {"realm": MARIA.realm},
        {"method": "sms"},
        {"username": MARIA.username, "password": PASSWORD},
    ):
        seen.append(browser.step)
        assert f'<html lang="{INVENTED}"' in browser.text
        assert list_swedish(browser, catalogues) == []
        browser.send(**answer)
    assert seen == ["realm", "method", "password"]
    sent = house.last_code()
    assert sent.startswith(MARK)
    assert f"<h1>{MARK}" in browser.send(code=read_code(sent)).text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_whole_in_it(house: House, catalogues: Mapping[str, Catalogue], path: str) -> None:
    browser = sign_in(house, MARIA, OFFICE)
    browser.open(f"{path}?lang={INVENTED}")
    assert f'<html lang="{INVENTED}"' in browser.text
    assert MARK in browser.text
    assert list_swedish(browser, catalogues) == []


def test_every_page_leads_to_it_by_its_own_name(house: House) -> None:
    switch = f'href="/help?lang={INVENTED}" lang="{INVENTED}" hreflang="{INVENTED}">{NAME}</a>'
    assert switch in house.browser(HOME).open("/help").text


def test_applications_are_told_of_it(house: House) -> None:
    metadata = house.browser(HOME).open("/.well-known/openid-configuration").page.get_json()
    assert metadata["ui_locales_supported"][0] == "sv"
    assert INVENTED in metadata["ui_locales_supported"]


def test_a_list_is_joined_by_its_own_word(house: House) -> None:
    browser = sign_in(house, MARIA, HOME, "mail")
    page = browser.open(f"/services/lonebesked/why?lang={INVENTED}").text
    assert " lub " in page
    assert " eller " not in page
