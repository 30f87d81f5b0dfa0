"""Walks past the administrators' console."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.signing_in import OFFICE, begin, choose_method, give_code, give_password, send
from tests.support.still_town import StillTown


def enter_console(page: Page, town: StillTown, username: str = "johsjo001") -> str:
    """Sign in to the console at the office; return the address of its start page."""
    console = f"{town.url('provider')}/admin"
    begin(page, town, OFFICE)
    choose_method(page, "app")
    give_password(page, town, username)
    give_code(page, town.app_code(username))
    page.locator(".tiles").first.wait_for()
    page.goto(console)
    page.locator(".console-menu, .card").first.wait_for()
    return console


def tour_the_console(page: Page, town: StillTown) -> Iterator[str]:
    """The frame and the roles, as an administrator; then what others see."""
    console = enter_console(page, town)
    yield "console"
    page.goto(f"{console}/begin")
    page.locator("#key").wait_for()
    yield "starting key"
    page.fill("#key", "wrong")
    send(page)
    page.locator("#error-summary").wait_for()
    yield "starting key with a fault"
    page.goto(f"{console}/roles/give")
    send(page)
    page.locator("#error-summary").wait_for()
    yield "give a role with faults"
    page.check("input[name=realm][value=adm]")
    page.fill("#username", "karost001")
    page.check("input[name=role][value=auditor]")
    send(page)
    page.locator(".alert.success").wait_for()
    yield "roles"
    page.click("a[href$='/take-back']")
    page.locator("main button.danger").wait_for()
    yield "take a role back"
    page.goto(f"{console}/callback?state=old")
    yield "stopped"
    page.context.clear_cookies()
    town.clock.advance(seconds=30)
    enter_console(page, town, "margra001")
    yield "no role"
    page.context.clear_cookies()
    town.clock.advance(seconds=30)
    enter_console(page, town, "anelin001")
    page.goto(f"{console}/roles")
    yield "forbidden"
