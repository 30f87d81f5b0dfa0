"""A session that moves is asked again for what the new place demands, and gains nothing by moving inside."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import (
    HOME,
    OFFICE,
    choose_method,
    expect_services,
    give_code,
    heading,
    move_to,
    sign_in_at_home,
    sign_in_at_the_office,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_a_password_carried_home_is_asked_for_the_second_factor(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    move_to(page, HOME)
    expect(heading(page)).to_have_text("Hur vill du logga in?")
    choose_method(page, "app")
    give_code(page, still_town.app_code("margra001"))
    expect_services(page)
    expect(page.locator(".standing")).to_contain_text("Mobilapp")


def test_an_app_carried_to_the_office_and_home_again_is_asked_for_nothing(
    page: Page, still_town: StillTown
) -> None:
    sign_in_at_home(page, still_town)
    for zone, where in ((OFFICE, "Kontorets nät"), (HOME, "Utanför kommunens nät")):
        move_to(page, zone)
        expect_services(page)
        expect(page.locator(".standing")).to_contain_text(where)


def test_an_application_opened_after_the_move_is_refused_until_the_second_factor(
    page: Page, still_town: StillTown
) -> None:
    sign_in_at_the_office(page, still_town)
    move_to(page, HOME)
    page.goto(still_town.url("payslips"))
    expect(heading(page)).to_have_text("Ange koden från appen")
