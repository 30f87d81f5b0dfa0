"""The demonstration as a newcomer starts it, in processes of its own and at the hour it happens to be."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import begin, choose_method, give_code, give_password
from tests.support.town import Town

pytestmark = pytest.mark.browser


def test_in_the_office_a_password_opens_an_application_without_signing_in_again(
    page: Page, town: Town
) -> None:
    begin(page, town, "admin")
    choose_method(page, "password")
    give_password(page, town, "margra001")
    expect(page).to_have_title("Mina tjänster – E-portalen")
    page.goto(town.url("sick_child"))
    expect(page.locator(".person-name")).to_have_text("Maria Granhage")


def test_at_home_the_app_opens_the_portal(page: Page, town: Town) -> None:
    begin(page, town, "remote")
    choose_method(page, "app")
    give_password(page, town, "anelin001")
    give_code(page, town.app_code("anelin001"))
    expect(page).to_have_title("Mina tjänster – E-portalen")


def test_at_home_a_person_with_two_numbers_chooses_where_the_code_goes(page: Page, town: Town) -> None:
    begin(page, town, "remote")
    choose_method(page, "sms")
    give_password(page, town, "gunhol001")
    page.locator("[name=number]").last.click()
    give_code(page, town.wait_for_code("+46701740609"))
    expect(page).to_have_title("Mina tjänster – E-portalen")


def test_at_home_without_a_second_factor_there_is_no_way_in(page: Page, town: Town) -> None:
    begin(page, town, "remote")
    choose_method(page, "app")
    give_password(page, town, "erikar001")
    expect(page).to_have_title("Du kan inte logga in härifrån än – E-portalen")


def test_the_inbox_shows_what_the_apps_show(page: Page, town: Town) -> None:
    page.goto(f"{town.url('inbox')}/?paused")
    expect(page.get_by_role("region", name="Mobilapparna")).to_contain_text("margra001")
