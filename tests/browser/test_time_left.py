"""The warning before the end: seen, heard, answered by keyboard, and the same in every tab (R39, R40)."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.signing_in import MY_SERVICES, sign_in_at_the_office
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser

LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
"""What a browser tells a page that comes into view."""


def warning_on(page: Page) -> Locator:
    return page.get_by_role("alertdialog")


@pytest.fixture
def tabs(page: Page, still_town: StillTown) -> tuple[Page, Page]:
    """Two tabs of one browser, signed in thirteen and a half minutes ago."""
    sign_in_at_the_office(page, still_town)
    expect(page).to_have_title(MY_SERVICES)
    other = page.context.new_page()
    other.goto(still_town.url("provider"))
    expect(other).to_have_title(MY_SERVICES)
    still_town.clock.advance(minutes=13, seconds=30)
    for tab in (page, other):
        tab.evaluate(LOOK_AGAIN)
        expect(warning_on(tab)).to_be_visible()
    return page, other


def test_the_warning_takes_the_focus_and_says_when(tabs: tuple[Page, Page]) -> None:
    expect(tabs[0].get_by_role("button", name="Fortsätt vara inloggad")).to_be_focused()
    expect(warning_on(tabs[0])).to_contain_text("Du loggas ut om 2 minuter eftersom du inte har gjort något.")


def test_staying_in_one_tab_closes_the_warning_in_the_other(tabs: tuple[Page, Page]) -> None:
    tabs[0].get_by_role("button", name="Fortsätt vara inloggad").click()

    expect(warning_on(tabs[0])).to_be_hidden()
    expect(warning_on(tabs[1])).to_be_hidden()


def test_escape_stays_too(tabs: tuple[Page, Page], still_town: StillTown) -> None:
    tabs[0].keyboard.press("Escape")
    expect(warning_on(tabs[0])).to_be_hidden()

    still_town.clock.advance(minutes=10)
    tabs[0].reload()
    expect(tabs[0]).to_have_title(MY_SERVICES)


def test_signing_out_in_one_tab_takes_the_other_along(tabs: tuple[Page, Page]) -> None:
    tabs[0].get_by_role("button", name="Logga ut nu").click()

    expect(tabs[1]).to_have_title("Du är inte inloggad – E-portalen")


def test_after_the_end_the_page_says_why(tabs: tuple[Page, Page], still_town: StillTown) -> None:
    still_town.clock.advance(minutes=2)
    tabs[0].evaluate(LOOK_AGAIN)

    expect(tabs[0]).to_have_title("Du har loggats ut – E-portalen")
    expect(tabs[0].get_by_role("main")).to_contain_text("efter 15 minuter utan aktivitet")
