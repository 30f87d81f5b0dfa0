"""Passkeys and security keys in a real browser: added at work, used from home, alone and after the password."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.authenticator import Virtual, plug_in
from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import (
    HOME,
    OFFICE,
    begin,
    choose_method,
    expect_services,
    give_password,
    heading,
    move_to,
    send,
    sign_in_at_the_office,
    sign_out,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def add_key(page: Page, town: StillTown, name: str = "Jobbdatorn") -> None:
    """Add what the browser offers, in the settings."""
    page.goto(f"{town.url('provider')}/settings/keys/add")
    page.fill("#key_name", name)
    page.click("#start")


def enrol(page: Page, town: StillTown, name: str = "Jobbdatorn", **how: bool | str) -> Virtual:
    """Sign in at the office, add a key and sign out again."""
    virtual = plug_in(page, **how)  # type: ignore[arg-type]
    sign_in_at_the_office(page, town)
    expect_services(page)
    add_key(page, town, name)
    expect(page.locator(".alert.success")).to_be_visible()
    sign_out(page)
    return virtual


def go_home(page: Page, town: StillTown) -> None:
    page.context.clear_cookies()
    page.goto(town.url("provider"))
    move_to(page, HOME)


def test_a_passkey_added_at_work_signs_in_from_home_without_a_word_typed(
    page: Page, still_town: StillTown
) -> None:
    virtual = plug_in(page)
    sign_in_at_the_office(page, still_town)
    add_key(page, still_town)
    expect(page.locator(".alert.success")).to_contain_text("utan lösenord")
    expect(page.get_by_role("heading", name="Jobbdatorn")).to_be_visible()
    assert [one["isResidentCredential"] for one in virtual.list_credentials()] == [True]
    sign_out(page)
    go_home(page, still_town)
    page.get_by_role("button", name="Logga in med passkey").click()
    expect_services(page)


def test_the_method_leads_to_the_passkey_and_the_keyboard_is_enough(
    page: Page, still_town: StillTown
) -> None:
    enrol(page, still_town)
    page.context.clear_cookies()
    begin(page, still_town, HOME)
    choose_method(page, "passkey")
    expect(page.locator("#start")).to_be_focused()
    page.keyboard.press("Enter")
    expect_services(page)


def test_a_passkey_picked_among_the_suggestions_of_the_username_signs_in(
    page: Page, still_town: StillTown
) -> None:
    enrol(page, still_town)
    page.context.clear_cookies()
    begin(page, still_town, HOME)
    choose_method(page, "sms")
    expect_services(page)


def test_a_key_without_a_pin_is_a_second_factor_and_no_passkey(page: Page, still_town: StillTown) -> None:
    enrol(page, still_town, "Blå nyckeln", transport="usb", is_resident=False, has_pin=False)
    page.context.clear_cookies()
    begin(page, still_town, HOME)
    choose_method(page, "key")
    give_password(page, still_town, "margra001")
    expect(heading(page)).to_have_text("Använd din nyckel")
    send(page)
    expect_services(page)
    page.goto(f"{still_town.url('provider')}/settings")
    expect(page.locator("#setting-keys")).to_contain_text("1 tillagd")


def test_whoever_is_not_made_sure_of_is_told_calmly_and_goes_on_another_way(
    page: Page, still_town: StillTown
) -> None:
    virtual = enrol(page, still_town)
    page.context.clear_cookies()
    begin(page, still_town, HOME)
    choose_method(page, "passkey")
    virtual.set_verified(False)
    page.click("#start")
    expect(page.get_by_role("alert").filter(has_text="avbröts eller tog för lång tid")).to_be_visible()
    page.get_by_role("link", name="Välj en annan metod").click()
    expect(heading(page)).to_have_text("Hur vill du logga in?")
    page.go_back()
    virtual.set_verified(True)
    page.click("#start")
    expect_services(page)


def test_a_browser_that_holds_no_passkey_says_so_on_the_page(page: Page, still_town: StillTown) -> None:
    virtual = enrol(page, still_town)
    virtual.forget()
    go_home(page, still_town)
    page.get_by_role("button", name="Logga in med passkey").click()
    expect(page.get_by_role("alert").filter(has_text="avbröts")).to_be_visible()
    expect(heading(page)).to_have_text("Var arbetar du?")


def test_a_device_is_not_added_twice(page: Page, still_town: StillTown) -> None:
    plug_in(page)
    sign_in_at_the_office(page, still_town)
    add_key(page, still_town)
    expect(page.locator(".alert.success")).to_be_visible()
    add_key(page, still_town, "En gång till")
    expect(page.get_by_role("alert").filter(has_text="redan tillagd")).to_be_visible()


def test_two_keys_are_held_and_either_signs_in(page: Page, still_town: StillTown) -> None:
    first = plug_in(page)
    sign_in_at_the_office(page, still_town)
    add_key(page, still_town, "Datorn")
    expect(page.locator(".alert.success")).to_be_visible()
    first.take_out()
    plug_in(page, transport="usb")
    add_key(page, still_town, "Nyckeln")
    expect(page.locator(".device")).to_have_count(2)
    sign_out(page)
    go_home(page, still_town)
    page.get_by_role("button", name="Logga in med passkey").click()
    expect_services(page)


def test_a_name_that_is_missing_is_said_at_its_field(page: Page, still_town: StillTown) -> None:
    plug_in(page)
    sign_in_at_the_office(page, still_town)
    add_key(page, still_town, "")
    expect(page.locator("#key_name-problem")).to_have_text("Skriv ett namn på högst 50 tecken.")


def test_a_removed_passkey_signs_nobody_in(page: Page, still_town: StillTown) -> None:
    plug_in(page)
    sign_in_at_the_office(page, still_town)
    add_key(page, still_town)
    page.get_by_role("link", name="Ta bort").click()
    page.click("button.danger")
    expect(page.locator(".alert.success")).to_be_visible()
    sign_out(page)
    go_home(page, still_town)
    page.get_by_role("button", name="Logga in med passkey").click()
    expect(page.locator("#error-summary")).to_contain_text("inte registrerad här")


def test_without_scripts_no_passkey_is_offered_and_its_page_says_what_to_do(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(still_town.url("provider"))
    move_to(page, HOME)
    expect(page.get_by_role("button", name="Logga in med passkey")).to_be_hidden()
    page.click("button[name=realm][value=adm]")
    choose_method(page, "passkey")
    expect(page.locator(".ceremony-without")).to_contain_text("Välj en annan metod")
    page.get_by_role("link", name="Välj en annan metod").click()
    expect(heading(page)).to_have_text("Hur vill du logga in?")


def test_the_settings_add_no_key_where_scripts_are_off(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    begin(page, still_town, OFFICE)
    choose_method(page, "password")
    give_password(page, still_town, "margra001")
    page.goto(f"{still_town.url('provider')}/settings/keys/add")
    expect(page.locator(".ceremony-without")).to_be_visible()
    expect(page.locator("#key_name")).to_be_hidden()
