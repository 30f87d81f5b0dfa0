"""Walks past the help pages, and the helpdesk's."""

from collections.abc import Iterator

from playwright.sync_api import Page

from idp.app.help import TOPICS
from tests.browser.signing_in import OFFICE, begin, choose_method, give_code, give_password, send
from tests.support.still_town import StillTown


def tour_the_help(page: Page, town: StillTown) -> Iterator[str]:
    """Every help page, from a sign-in that waits."""
    begin(page, town, OFFICE)
    choose_method(page, "app")
    page.locator("#username").wait_for()
    page.click("footer a[href^='/help']")
    page.locator(".topics").wait_for()
    yield "help"
    waiting = page.url.partition("?")[2]
    for topic in TOPICS:
        page.goto(f"{town.url('provider')}/help/{topic}?{waiting}")
        yield f"help: {topic}"


def tour_the_helpdesk(page: Page, town: StillTown) -> Iterator[str]:
    """A temporary code from the request to its use: Anna asks, Mikael agrees, Erik signs in with it."""
    helpdesk = f"{town.url('provider')}/helpdesk"
    sign_in_to_helpdesk(page, town, "anelin001", "adm")
    page.goto(helpdesk)
    yield "helpdesk"
    page.goto(f"{helpdesk}/new")
    send(page)
    page.locator("#error-summary").wait_for()
    yield "ask with faults"
    ask_for_erik(page)
    asked = page.url
    yield "asked"
    begin_anew(page)
    sign_in_to_helpdesk(page, town, "mikson001", "skola")
    page.goto(helpdesk)
    yield "helpdesk with a request"
    page.goto(asked)
    yield "approve"
    page.click("button[value=approve]")
    page.locator(".alert.success").wait_for()
    yield "approved"
    begin_anew(page)
    town.clock.advance(seconds=30)
    sign_in_to_helpdesk(page, town, "anelin001", "adm")
    page.goto(asked)
    yield "show"
    page.click("button[value=show]")
    code = page.locator(".shown-code code").inner_text()
    yield "code"
    begin_anew(page)
    begin(page, town, OFFICE)
    choose_method(page, "bypass")
    give_password(page, town, "erikar001")
    page.locator("#code").wait_for()
    yield "temporary code"
    give_code(page, "BBBBB-BBBBB")
    page.locator("#code-problem").wait_for()
    yield "temporary code with a fault"
    give_code(page, code)
    page.locator("#action-later").wait_for()


def sign_in_to_helpdesk(page: Page, town: StillTown, username: str, realm: str) -> None:
    """Sign in at the office with the app."""
    begin(page, town, OFFICE, realm)
    choose_method(page, "app")
    give_password(page, town, username, realm)
    give_code(page, town.app_code(username, realm))
    page.locator(".tiles").first.wait_for()


def ask_for_erik(page: Page) -> None:
    """Fill in the form for Erik, who has nothing registered."""
    page.check("input[name=realm][value=adm]")
    page.fill("#username", "erikar001")
    page.check("input[name=reason][value=lost_phone]")
    page.check("input[name=checked][value=id_card]")
    send(page)
    page.locator(".facts").wait_for()


def begin_anew(page: Page) -> None:
    """Become somebody else's browser."""
    page.context.clear_cookies()
