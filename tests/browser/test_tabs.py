"""What people do with browsers: two tabs, the back button, an eager finger, a page left overnight, a link sent on."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import (
    OFFICE,
    begin,
    choose_method,
    expect_services,
    give_password,
    heading,
    sign_in_at_the_office,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_two_tabs_sign_in_to_two_services_side_by_side(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, OFFICE, at="payslips")
    other = page.context.new_page()
    other.goto(still_town.url("sick_child"))
    for tab in (page, other):
        choose_method(tab, "password")
    give_password(page, still_town, "margra001")
    expect(heading(page)).to_have_text("Lönebesked 2026")
    give_password(other, still_town, "margra001")
    expect(other.locator(".person-name")).to_have_text("Maria Granhage")
    expect(other).to_have_url(f"{still_town.url('sick_child')}/")


def test_the_back_button_after_the_sign_in_leads_on_to_the_service(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, at="payslips")
    expect(heading(page)).to_have_text("Lönebesked 2026")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if one.is_navigation_request() else None)
    page.go_back()
    expect(heading(page)).to_have_text("Lönebesked 2026")
    assert "/signin/" in asked[0]


def test_a_double_click_on_the_button_signs_in_once(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, OFFICE, at="payslips")
    choose_method(page, "password")
    page.fill("input[name=username]", "margra001")
    page.fill("input[name=password]", still_town.person("margra001")["password"])
    page.get_by_role("button", name="Fortsätt").dblclick()
    expect(heading(page)).to_have_text("Lönebesked 2026")


def test_a_page_left_open_overnight_says_so_and_leads_on(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, OFFICE, at="payslips")
    choose_method(page, "password")
    still_town.clock.advance(hours=18)
    give_password(page, still_town, "margra001")
    expect(heading(page)).to_have_text("Sidan har legat öppen länge")
    page.get_by_role("link", name="Börja om").click()
    choose_method(page, "password")
    give_password(page, still_town, "margra001")
    expect(heading(page)).to_have_text("Lönebesked 2026")


def test_a_closed_browser_is_signed_out_and_remembers_the_way_in(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    before = open_browser()
    page = before.new_page()
    sign_in_at_the_office(page, still_town)
    expect_services(page)
    state = before.storage_state()
    state["cookies"] = [cookie for cookie in state["cookies"] if cookie["expires"] != -1]
    before.close()
    page = open_browser(storage_state=state).new_page()
    page.goto(still_town.url("provider"))
    expect(heading(page)).to_have_text("Skriv användarnamn och lösenord")
    expect(page.locator(".chosen")).to_contain_text("Övrig personal")


def test_a_sign_in_page_sent_to_another_browser_signs_nobody_in(
    page: Page, open_browser: OpenBrowser, still_town: StillTown
) -> None:
    begin(page, still_town, OFFICE, at="payslips")
    choose_method(page, "password")
    elsewhere = open_browser().new_page()
    answer = elsewhere.goto(page.url)
    assert answer is not None
    assert answer.status >= 400
    expect(elsewhere.locator("input[name=password]")).to_have_count(0)
    expect(elsewhere.locator("footer")).to_contain_text("IT-kundtjänst")
