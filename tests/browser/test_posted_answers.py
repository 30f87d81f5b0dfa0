"""An answer that travels as a form: by itself, or by a button where no script runs (OAuth 2.0 Form Post Response Mode)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.applications import Application, run_application
from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import sign_in_at_the_office
from tests.browser.test_without import tab_to
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser

STATE = "<script>\"'&"


def ask(page: Page, application: Application) -> None:
    """Sign in at the office, and have the application ask for a posted answer."""
    sign_in_at_the_office(page, application.town)
    page.locator(".tile").first.wait_for()
    application.register()
    page.goto(application.build_request(response_mode="form_post", state=STATE))


def check_answered(page: Page, application: Application) -> None:
    """See that the application has the answer, whole and once, and that nothing of it is in the address."""
    page.wait_for_url(f"{application.origin}/callback")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tidrapport")
    (posted,) = application.posted
    assert posted["state"] == STATE
    assert posted["iss"] == application.town.url("provider")
    assert posted["code"]


def test_with_scripts_the_answer_goes_on_by_itself(page: Page, still_town: StillTown) -> None:
    with run_application(still_town) as application:
        ask(page, application)
        check_answered(page, application)


def test_without_scripts_a_button_that_says_what_it_does_carries_it(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False, viewport={"width": 320, "height": 640}).new_page()
    with run_application(still_town) as application:
        ask(page, application)
        button = page.locator("form[data-answer] button")
        expect(button).to_be_visible()
        assert button.inner_text().strip()
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 320
        assert application.posted == []
        button.click()
        check_answered(page, application)


def test_the_button_is_reached_and_pressed_by_the_keyboard_alone(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser().new_page()
    with run_application(still_town) as application:
        page.route("**/form-post.js", lambda route: route.abort())
        ask(page, application)
        tab_to(page, "form[data-answer] button")
        page.keyboard.press("Enter")
        check_answered(page, application)
