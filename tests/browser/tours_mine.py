"""Walks past what is one's own: sign-ins, changes, what services learn, and «Det var inte jag»."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.signing_in import (
    OFFICE,
    begin_again,
    give_password,
    send,
    sign_in_at_the_office,
)
from tests.support.still_town import StillTown


def tour_what_is_mine(page: Page, town: StillTown) -> Iterator[str]:
    """The settings from top to bottom: a change, the sign-ins, and what each service may learn."""
    provider = town.url("provider")
    page.goto(f"{provider}/not-me")
    yield "not me"
    send_danger(page)
    page.locator("#code-problem").wait_for()
    yield "not me with a fault"
    sign_in_at_the_office(page, town, "margra001")
    page.locator(".tile").first.wait_for()
    page.goto(f"{provider}/settings/changes")
    yield "no changes"
    page.goto(f"{provider}/settings/numbers")
    page.fill("#number", "0701740622")
    send(page)
    page.locator(".alert.success").wait_for()
    page.goto(f"{provider}/settings")
    yield "settings after a change"
    page.goto(f"{provider}/settings/privacy")
    yield "what services learn"
    page.goto(f"{provider}/sign-ins")
    yield "sign-ins"
    page.goto(f"{provider}/settings/changes")
    yield "changes"
    page.click(".device a[href^='/settings/changes/']")
    page.locator("main form .danger").wait_for()
    yield "asks once more"
    send_danger(page)
    page.locator(".reference").wait_for()
    yield "objected"
    sign_in_again(page, town)
    page.goto(f"{provider}/settings/changes")
    yield "changes with an objection"


def sign_in_again(page: Page, town: StillTown) -> None:
    """Sign in at the office in a browser that knows which staff one belongs to, and how one signed in."""
    begin_again(page, town, OFFICE)
    give_password(page, town, "margra001")
    page.locator(".tile").first.wait_for()


def send_danger(page: Page) -> None:
    """Press the red button that sends the page's form."""
    page.click("main form button.danger")
