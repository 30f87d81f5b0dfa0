"""Walks past what stands between pages: the warning before the end, requests that lead nowhere, and a refusal to keep cookies."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.browser.signing_in import HOME, begin, sign_in_at_home, sign_in_at_the_office
from tests.support.still_town import StillTown

LOOK_AGAIN = "document.dispatchEvent(new Event('visibilitychange'))"
"""What a browser tells a page that comes into view."""


def tour_in_between(page: Page, town: StillTown) -> Iterator[str]:
    """The folded ways, cookies off, a demand nobody can meet, a sign-in used twice, and the warning, open."""
    provider = town.url("provider")
    begin(page, town, HOME)
    page.click("details.more summary")
    yield "every method"
    waiting = page.url
    page.context.clear_cookies()
    page.goto(f"{waiting}?cookies=asked")
    yield "cookies off"
    sign_in_at_the_office(page, town)
    page.locator(".tile").first.wait_for()
    page.goto(waiting.replace("/method", ""))
    yield "somebody else's sign-in"
    page.goto(f"{provider}/authorize?{build_impossible_request(town)}")
    page.locator("main h1").wait_for()
    yield "a level that nobody can meet"
    page.goto(provider)
    town.clock.advance(minutes=13, seconds=30)
    page.evaluate(LOOK_AGAIN)
    page.get_by_role("alertdialog").wait_for()
    yield "the warning"


def tour_a_report_taken_back(page: Page, town: StillTown) -> Iterator[str]:
    """A report that is sent and taken back."""
    sign_in_at_home(page, town, "ahmnas001", at="sick_child")
    page.locator("#new").wait_for()
    page.click("#new")
    page.locator("main form").first.wait_for()
    page.fill("#name", "Lo Nasr")
    page.fill("#birth_year", "2021")
    page.locator("main form button").last.click()
    page.locator(".reports, .done").first.wait_for()
    page.goto(town.url("sick_child"))
    yield "a report"
    page.click("a.withdraw")
    page.locator("#withdraw").wait_for()
    yield "take back a report"
    page.click("#withdraw")
    page.locator(".is-withdrawn").wait_for()
    yield "a report taken back"


def build_impossible_request(town: StillTown) -> str:
    """Return a request of the payslips that demands a level there is not."""
    client = town.made["applications"]["payslips"]
    demand = {"id_token": {"acr": {"essential": True, "value": "urn:no-such-level"}}}
    return urlencode(
        {
            "client_id": client["CLIENT_ID"],
            "redirect_uri": f"{client['BASE_URL']}/callback",
            "response_type": "code",
            "scope": "openid",
            "code_challenge": "c" * 43,
            "code_challenge_method": "S256",
            "claims": json.dumps(demand),
        }
    )
