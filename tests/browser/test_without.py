"""The whole way from home to the payslip, without a mouse and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import HOME, begin, choose_method, give_code, give_password, heading, move_to
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser

MOST_STOPS = 40


SEEN = "one => [one, one.closest('.tile')].some(box => box && getComputedStyle(box).outlineStyle !== 'none')"
"""Whether the focused element, or the tile it opens, has a ring around it."""


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has focus; fail when it never gets it, or when focus cannot be seen."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focused = page.locator("*:focus")
        assert focused.evaluate(SEEN), focused.inner_html()
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"{selector} is not reached by Tab")


def test_the_keyboard_alone_leads_from_home_to_the_payslip(page: Page, still_town: StillTown) -> None:
    page.goto(still_town.url("provider"))
    move_to(page, HOME)
    expect(heading(page)).to_have_text("Var arbetar du?")
    tab_to(page, "button[value=adm]")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Hur vill du logga in?")
    tab_to(page, "button[value=sms]")
    page.keyboard.press("Enter")
    expect(page.locator("#username")).to_be_focused()
    page.keyboard.type("gunhol001")
    tab_to(page, "#password")
    page.keyboard.type(still_town.person("gunhol001")["password"])
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Vart ska vi skicka koden?")
    tab_to(page, "button[name=number]:nth-of-type(2)")
    page.keyboard.press("Space")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(still_town.wait_for_code("+46701740609"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Mina tjänster")
    tab_to(page, "#service-lonebesked a")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Lönebesked 2026")


def test_without_scripts_everything_from_home_to_the_payslip_works(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    begin(page, still_town, HOME, at="payslips")
    choose_method(page, "sms")
    give_password(page, still_town, "gunhol001")
    page.locator("button[name=number]").first.click()
    give_code(page, still_town.wait_for_code("+46701740608"))
    expect(heading(page)).to_have_text("Lönebesked 2026")
    page.click("#sign-out")
    expect(heading(page)).to_have_text("Du är utloggad")
