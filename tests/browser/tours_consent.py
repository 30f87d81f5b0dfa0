"""Walks past what another organisation's application makes people agree to, and where they take it back."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.applications import run_application
from tests.browser.signing_in import sign_in_at_the_office
from tests.support.still_town import StillTown

PURPOSE = {
    "sv": "För att dra lunchen från ditt lunchkort.",
    "en": "To charge the lunch to your lunch card.",
    "fi": "Lounaan veloittamiseen lounaskortiltasi.",
}


def tour_consent(page: Page, town: StillTown) -> Iterator[str]:
    """The question, the yes where it is remembered, and the yes taken back."""
    with run_application(town, "<h1>Mat</h1>") as lunch:
        lunch.register(consent="once", purpose=PURPOSE)
        sign_in_at_the_office(page, town)
        page.locator(".tile").first.wait_for()
        page.goto(lunch.build_request())
        page.locator("main form").first.wait_for()
        yield "consent"
        page.locator("main button").first.click()
        page.wait_for_url(f"{lunch.origin}/**")
    page.goto(f"{town.url('provider')}/settings/privacy")
    yield "what was agreed to"
    page.locator("main button.danger-link").click()
    page.locator(".alert.success").wait_for()
    yield "what was agreed to, taken back"
