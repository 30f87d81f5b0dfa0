"""Fifteen idle minutes: a warning that can be answered, in every tab and without scripts, and an end that says why."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import expect_services, heading, sign_in_at_the_office
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def let_pass(page: Page, town: StillTown, minutes: int) -> None:
    """Let time pass for the town and for the page that is open, once its script counts."""
    page.wait_for_load_state("load")
    town.clock.advance(minutes=minutes)
    page.clock.run_for(minutes * 60_000)


def warning(page: Page) -> Locator:
    """Return the dialog that warns."""
    return page.get_by_role("alertdialog", name="Du loggas snart ut")


@pytest.fixture
def watched(page: Page) -> Page:
    """A page whose clock the test moves."""
    page.clock.install()
    return page


def test_after_thirteen_minutes_a_warning_says_how_long_is_left(watched: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(watched, still_town)
    expect_services(watched)
    let_pass(watched, still_town, 12)
    expect(warning(watched)).to_be_hidden()
    let_pass(watched, still_town, 1)
    expect(warning(watched)).to_contain_text("Du loggas ut om 2 minuter eftersom du inte har gjort något.")


def test_one_key_keeps_the_person_signed_in(watched: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(watched, still_town)
    expect_services(watched)
    let_pass(watched, still_town, 13)
    expect(warning(watched).get_by_role("button", name="Fortsätt vara inloggad")).to_be_focused()
    watched.keyboard.press("Enter")
    expect(warning(watched)).to_be_hidden()
    still_town.clock.advance(minutes=14)
    watched.reload()
    expect_services(watched)


def test_fifteen_idle_minutes_end_with_a_page_that_says_why(watched: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(watched, still_town)
    expect_services(watched)
    let_pass(watched, still_town, 13)
    expect(warning(watched)).to_be_visible()
    let_pass(watched, still_town, 2)
    let_pass(watched, still_town, 1)
    expect(heading(watched)).to_have_text("Du har loggats ut")
    expect(watched.locator("main")).to_contain_text("efter 15 minuter utan aktivitet")


def test_a_moment_before_the_end_counts_and_the_next_quarter_does_not(
    page: Page, still_town: StillTown
) -> None:
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    still_town.clock.advance(minutes=14, seconds=59)
    page.reload()
    expect_services(page)
    still_town.clock.advance(minutes=15, seconds=1)
    page.reload()
    expect(page.locator("main")).to_contain_text("efter 15 minuter utan aktivitet")


def test_without_scripts_the_page_turns_to_the_warning_by_itself(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    turn = page.locator("noscript meta[http-equiv=refresh]").get_attribute("content") or ""
    seconds, _, address = turn.partition("; url=")
    assert int(seconds) == 13 * 60
    still_town.clock.advance(seconds=int(seconds))
    page.goto(still_town.url("provider") + address)
    expect(heading(page)).to_have_text("Du loggas snart ut")
    page.get_by_role("button", name="Fortsätt vara inloggad").click()
    expect_services(page)


def test_without_scripts_the_warning_turns_to_the_end_by_itself(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    still_town.clock.advance(minutes=13)
    answer = page.goto(f"{still_town.url('provider')}/session/ending")
    assert answer is not None
    assert answer.headers["refresh"] == "121; url=/session/ended"
    still_town.clock.advance(seconds=121)
    page.goto(f"{still_town.url('provider')}/session/ended")
    expect(page.locator("main")).to_contain_text("efter 15 minuter utan aktivitet")
