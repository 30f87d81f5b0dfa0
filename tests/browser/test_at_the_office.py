"""In the office a password is enough, once, for everything; one sign-out ends it all."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import expect_services, heading, sign_in_at_the_office
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_the_tile_opens_the_payslip_without_a_new_password(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    page.get_by_role("link", name="Lönebesked").click()
    expect(heading(page)).to_have_text("Lönebesked 2026")
    page.get_by_role("link", name="Februari 2026").click()
    expect(page.locator("article.slip")).to_contain_text("Maria Granhage")


def test_a_second_service_opens_silently(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, at="payslips")
    expect(heading(page)).to_have_text("Lönebesked 2026")
    asked: list[str] = []
    page.on("framenavigated", lambda frame: asked.append(frame.url))
    page.goto(still_town.url("sick_child"))
    expect(page.locator(".person-name")).to_have_text("Maria Granhage")
    assert all(url.startswith(still_town.url("sick_child")) for url in asked), asked


def test_signing_out_of_one_application_signs_out_of_all(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, at="payslips")
    page.goto(still_town.url("sick_child"))
    page.click("#sign-out")
    expect(heading(page)).to_have_text("Du är utloggad")
    page.goto(still_town.url("provider"))
    expect(heading(page)).to_have_text("Skriv användarnamn och lösenord")
    expect_told_of_sign_out(page, still_town.url("payslips"))


def test_signing_out_of_the_portal_reaches_both_applications(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town)
    for application in ("payslips", "sick_child"):
        page.goto(still_town.url(application))
    page.goto(still_town.url("provider"))
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page).to_have_url(f"{still_town.url('provider')}/signed-out")
    for application in ("payslips", "sick_child"):
        expect_told_of_sign_out(page, still_town.url(application))


def expect_told_of_sign_out(page: Page, address: str) -> None:
    """Hold that the application's own session ends within seconds: its logout token travels in the background."""
    deadline = time.monotonic() + 10
    page.goto(address)
    while page.locator(".person-name").is_visible() and time.monotonic() < deadline:
        page.reload()
    expect(heading(page)).to_have_text("Du är inte längre inloggad")
