"""Walks past the pages of hardware tokens and recovery codes."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.holding import Button, make_recovery_codes
from tests.browser.signing_in import (
    HOME,
    begin,
    choose_method,
    follow,
    give_code,
    give_password,
    send,
    sign_in_at_the_office,
)
from tests.support.still_town import StillTown


def tour_the_token(page: Page, town: StillTown) -> Iterator[str]:
    """The token's step with every fault, and one's own tokens."""
    provider, button = town.url("provider"), Button(town)
    begin(page, town, HOME)
    choose_method(page, "token")
    give_password(page, town, "margra001")
    page.locator(".alert.warning").wait_for()
    yield "method without a token"
    page.context.clear_cookies()
    begin(page, town, HOME)
    choose_method(page, "token")
    give_password(page, town, "gunhol001")
    page.locator("#code").wait_for()
    yield "token"
    give_code(page, "000000")
    page.locator("#code-problem").wait_for()
    yield "token with a fault"
    button.presses = 40
    give_code(page, button.press())
    page.locator("#code_2").wait_for()
    yield "token out of step"
    send(page)
    page.locator("#code_2-problem").wait_for()
    yield "two codes with faults"
    page.fill("#code", button.press())
    page.fill("#code_2", button.press())
    send(page)
    page.locator(".tile").first.wait_for()
    page.goto(f"{provider}/settings")
    yield "settings with a token"
    page.goto(f"{provider}/settings/tokens")
    yield "tokens"
    follow(page, "a.danger-link")
    yield "report a token lost"
    page.click("main button.danger")
    page.locator("main h1").wait_for()
    yield "signed out with the lost token"
    page.context.clear_cookies()
    sign_in_at_the_office(page, town, "gunhol001")
    page.goto(f"{provider}/settings/tokens?done=lost")
    yield "no tokens"


def tour_recovery_codes(page: Page, town: StillTown) -> Iterator[str]:
    """Making recovery codes, and signing in with them until few are left."""
    provider = town.url("provider")
    sign_in_at_the_office(page, town, "margra001")
    page.locator(".tile").first.wait_for()
    page.goto(f"{provider}/settings/recovery")
    yield "no recovery codes"
    codes = make_recovery_codes(page)
    yield "recovery codes"
    page.goto(f"{provider}/settings/recovery")
    yield "recovery codes made"
    for code in codes[:7]:
        page.context.clear_cookies()
        begin(page, town, HOME)
        choose_method(page, "recovery")
        give_password(page, town, "margra001")
        page.locator("#code").wait_for()
        give_code(page, code)
        page.locator(".tile").first.wait_for()
    page.goto(f"{provider}/settings")
    yield "settings with few codes"
    page.goto(f"{provider}/settings/recovery")
    yield "recovery codes only at the workplace"
    page.context.clear_cookies()
    begin(page, town, HOME)
    choose_method(page, "recovery")
    give_password(page, town, "margra001")
    page.locator("#code").wait_for()
    yield "recovery"
    give_code(page, codes[0])
    page.locator("#code-problem").wait_for()
    yield "recovery with a fault"
