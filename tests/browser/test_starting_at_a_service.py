"""Whoever starts at an application meets the same demands as by way of the portal."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import (
    HOME,
    begin,
    expect_services,
    give_code,
    give_password,
    heading,
    sign_in_at_home,
    sign_in_at_the_office,
    sign_in_by_sms,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_from_home_the_payslip_offers_what_it_accepts(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, HOME, at="payslips")
    expect(page.locator(".eyebrow")).to_contain_text("Lönebesked")
    values = page.locator("button[name=method]").evaluate_all("all => all.map(one => one.value)")
    assert values == ["passkey", "key", "app", "token", "sms", "recovery"]


def test_from_home_the_app_opens_the_payslip_and_the_portal_with_it(
    page: Page, still_town: StillTown
) -> None:
    sign_in_at_home(page, still_town, at="payslips")
    expect(heading(page)).to_have_text("Lönebesked 2026")
    page.goto(still_town.url("provider"))
    expect_services(page)


def test_the_account_number_asks_for_the_app_in_place_and_comes_back(
    page: Page, still_town: StillTown
) -> None:
    sign_in_by_sms(page, still_town, "ahmnas001", at="payslips")
    page.click(".menu a[href='/account']")
    expect(heading(page)).to_have_text("Ange koden från appen")
    give_code(page, still_town.app_code("ahmnas001"))
    expect(page).to_have_url(f"{still_town.url('payslips')}/account")
    expect(page.locator("#account-number")).to_be_visible()


def test_cancelling_leads_back_to_a_page_that_explains(page: Page, still_town: StillTown) -> None:
    sign_in_by_sms(page, still_town, "ahmnas001", at="payslips")
    page.goto(f"{still_town.url('payslips')}/account")
    page.get_by_role("button", name="Avbryt").click()
    expect(heading(page)).to_have_text("Du loggades inte in")
    page.get_by_role("link", name="Till startsidan").click()
    expect(heading(page)).to_have_text("Lönebesked 2026")


def test_who_has_no_app_is_told_so_at_the_account_number(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, "gunhol001", at="payslips")
    page.goto(f"{still_town.url('payslips')}/account")
    expect(page.locator("main")).to_contain_text("ingen mobilapp")


def test_a_link_deep_into_an_application_survives_the_sign_in(page: Page, still_town: StillTown) -> None:
    deep = f"{still_town.url('payslips')}/payslips/2026-01"
    begin(page, still_town, "admin", at="payslips")
    page.goto(deep)
    page.click("button[name=method][value=password]")
    give_password(page, still_town, "margra001")
    expect(page).to_have_url(deep)
