"""A hardware token opens the portal from home, by keyboard alone, and is reported lost from there."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.holding import Button, sign_in_with_token
from tests.browser.signing_in import (
    HOME,
    begin,
    choose_method,
    expect_services,
    give_code,
    give_password,
    heading,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_a_press_opens_the_portal(page: Page, still_town: StillTown) -> None:
    sign_in_with_token(page, still_town, Button(still_town))
    expect_services(page)
    expect(page.locator(".standing")).to_contain_text("Koddosa")


def test_the_inbox_presses_the_button(page: Page, still_town: StillTown) -> None:
    page.goto(f"{still_town.url('inbox')}/?paused")
    page.click("form[action^='/tokens/HV-2401'] button")
    code = page.locator("#token-HV-2401 .code").inner_text()
    begin(page, still_town, HOME)
    choose_method(page, "token")
    give_password(page, still_town, "gunhol001")
    give_code(page, code)
    expect_services(page)


def test_a_token_that_lost_count_is_set_right_with_the_keyboard_alone(
    page: Page, still_town: StillTown
) -> None:
    button = Button(still_town, presses=30)
    first = button.press()
    begin(page, still_town, HOME)
    choose_method(page, "token")
    give_password(page, still_town, "gunhol001")
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Skriv två koder i följd")
    page.locator("#code").focus()
    page.keyboard.type(first)
    page.keyboard.press("Tab")
    expect(page.locator("#code_2")).to_be_focused()
    page.keyboard.type(button.press())
    page.keyboard.press("Enter")
    expect_services(page)


def test_the_link_below_the_field_asks_for_two_codes(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "token")
    give_password(page, still_town, "gunhol001")
    page.get_by_role("link", name="Skriv två koder i följd").click()
    expect(page.get_by_label("Nästa kod")).to_be_visible()


def test_a_lost_token_is_reported_from_home_and_lets_nobody_in(page: Page, still_town: StillTown) -> None:
    button = Button(still_town)
    sign_in_with_token(page, still_town, button)
    expect_services(page)
    page.goto(f"{still_town.url('provider')}/settings/tokens")
    page.get_by_role("link", name="Anmäl borttappad").click()
    page.get_by_role("button", name="Ja, den är borttappad").click()
    expect(heading(page)).to_have_text("Du har loggats ut")
    page.goto(still_town.url("provider"))
    give_password(page, still_town, "gunhol001")
    expect(page.locator(".alert.warning")).to_contain_text("Du har ingen koddosa")
