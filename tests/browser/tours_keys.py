"""Walks past the pages of passkeys and security keys, with and without a fault."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.authenticator import plug_in
from tests.browser.signing_in import (
    HOME,
    begin,
    choose_method,
    follow,
    give_password,
    sign_in_at_the_office,
    sign_out,
)
from tests.support.still_town import StillTown


def tour_keys(page: Page, town: StillTown) -> Iterator[str]:
    """Adding a key, its name and its end; then signing in by it, alone and after the password."""
    keys = f"{town.url('provider')}/settings/keys"
    virtual = plug_in(page, transport="usb")
    sign_in_at_the_office(page, town)
    page.locator(".tile").first.wait_for()
    page.goto(keys)
    yield "no keys"
    page.goto(f"{keys}/add")
    yield "add a key"
    page.click("#start")
    page.locator("#key_name-problem").wait_for()
    yield "add a key with a fault"
    page.fill("#key_name", "Blå nyckeln")
    virtual.set_verified(False)
    page.click("#start")
    page.locator("[data-fault] .alert").wait_for()
    yield "add a key, cancelled"
    virtual.set_verified(True)
    page.click("#start")
    page.locator(".alert.success").wait_for()
    yield "keys"
    follow(page, "a[href$='/rename']")
    yield "rename the key"
    page.goto(keys)
    follow(page, "a[href$='/remove']")
    yield "remove the key"
    sign_out(page)
    virtual.forget()
    page.context.clear_cookies()
    begin(page, town, HOME)
    choose_method(page, "passkey")
    yield "passkey"
    page.click("#start")
    page.locator("[data-fault] .alert").wait_for()
    yield "passkey, cancelled"
    page.goto(page.url.replace("/passkey", "/method"))
    choose_method(page, "key")
    give_password(page, town, "margra001")
    page.locator("#start").wait_for()
    yield "key"
