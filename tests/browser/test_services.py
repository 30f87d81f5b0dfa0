"""Mina tjänster: what is locked says why, and shows the shortest way in."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.signing_in import (
    expect_services,
    give_code,
    heading,
    sign_in_at_home,
    sign_in_at_the_office,
    sign_in_by_sms,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def tile(page: Page, service_id: str) -> Locator:
    """Return the tile of a service."""
    return page.locator(f"#service-{service_id}")


def test_a_tile_that_takes_the_app_leads_to_the_app_and_on_to_the_service(
    page: Page, still_town: StillTown
) -> None:
    sign_in_by_sms(page, still_town, "ahmnas001")
    locked = tile(page, "ekonomi")
    expect(locked).to_contain_text("Kräver säkrare inloggning")
    locked.get_by_role("link", name=re.compile("Logga in säkrare")).click()
    give_code(page, still_town.app_code("ahmnas001"))
    expect(page).to_have_url(f"{still_town.url('inbox')}/tjanst/ekonomi")


def test_a_closed_service_says_when_it_opens_and_cannot_be_started_by_its_address(
    page: Page, still_town: StillTown
) -> None:
    still_town.clock.advance(hours=11)
    sign_in_at_the_office(page, still_town)
    expect(tile(page, "lonebesked")).to_contain_text("Stängd just nu")
    expect(tile(page, "lonebesked")).to_contain_text("05.00")
    expect(tile(page, "lonebesked").locator("a[href*='/start']")).to_have_count(0)
    page.goto(f"{still_town.url('provider')}/services/lonebesked/start")
    expect(heading(page)).to_have_text("Lönebesked är låst just nu")
    expect(page.locator("main")).to_contain_text("05.00")


def test_a_closed_service_explains_to_who_starts_there_and_leads_back(
    page: Page, still_town: StillTown
) -> None:
    still_town.clock.advance(hours=11)
    page.goto(still_town.url("payslips"))
    expect(page.locator("main")).to_contain_text("05.00")
    page.get_by_role("link", name=re.compile("Lönebesked")).click()
    expect(heading(page)).to_have_text("Tjänsten är stängd just nu")


def test_what_is_only_for_the_workplace_says_so_at_home(page: Page, still_town: StillTown) -> None:
    sign_in_at_home(page, still_town, "ahmnas001")
    expect_services(page)
    expect(tile(page, "omsorgsjournal")).to_contain_text("Bara på arbetsplatsen")
    expect(tile(page, "omsorgsjournal").locator("a[href*='/start']")).to_have_count(0)


def test_a_service_of_others_is_neither_shown_nor_found(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    expect(tile(page, "skolplattformen")).to_have_count(0)
    page.goto(f"{still_town.url('provider')}/services/skolplattformen/start")
    expect(heading(page)).to_have_text("Sidan finns inte")
