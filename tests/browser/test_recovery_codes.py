"""Recovery codes are made at the workplace, printed, and open the portal on the day the phone is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenBrowser
from tests.browser.holding import make_recovery_codes
from tests.browser.signing_in import (
    HOME,
    begin_again,
    choose_method,
    expect_services,
    give_code,
    give_password,
    heading,
    sign_in_at_the_office,
    sign_out,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def make_codes(page: Page, town: StillTown) -> list[str]:
    sign_in_at_the_office(page, town, "margra001")
    expect_services(page)
    page.goto(f"{town.url('provider')}/settings")
    page.get_by_role("link", name="Mina reservkoder").click()
    return make_recovery_codes(page)


def test_a_code_in_small_letters_opens_the_portal_when_the_phone_is_lost(
    page: Page, still_town: StillTown
) -> None:
    code = make_codes(page, still_town)[2]
    sign_out(page)
    begin_again(page, still_town, HOME)
    choose_method(page, "app")
    give_password(page, still_town, "margra001")
    expect(heading(page)).to_have_text("Ange koden från appen")
    page.get_by_role("button", name="Jag har inte min mobil").click()
    expect(heading(page)).to_have_text("Skriv en reservkod")
    expect(page.locator("#code")).to_be_focused()
    give_code(page, code.lower().replace("-", " "))
    expect_services(page)


def test_the_codes_are_gone_when_the_page_is_left(page: Page, still_town: StillTown) -> None:
    codes = make_codes(page, still_town)
    assert len(set(codes)) == 10
    page.get_by_role("link", name="Jag har sparat koderna").click()
    expect(page.locator("#setting-recovery")).to_contain_text("10 koder kvar")
    page.goto(f"{still_town.url('provider')}/settings/recovery")
    assert codes[0] not in page.content()


def test_the_printed_page_has_the_codes_and_nothing_to_press(page: Page, still_town: StillTown) -> None:
    make_codes(page, still_town)
    expect(page.get_by_role("button", name="Skriv ut")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#codes code").last).to_be_visible()
    for hidden in ("main .button", ".standing", ".way-back", ".bottom", ".zone-bar"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()


def test_the_codes_can_be_made_without_scripts(open_browser: OpenBrowser, still_town: StillTown) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    make_codes(page, still_town)
    expect(page.locator("#codes code")).to_have_count(10)
    expect(page.locator("[data-print]")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1200])
def test_each_code_has_a_line_of_its_own(
    open_browser: OpenBrowser, still_town: StillTown, width: int
) -> None:
    page = open_browser(viewport={"width": width, "height": 720}).new_page()
    make_codes(page, still_town)
    boxes = [box for code in page.locator("#codes code").all() if (box := code.bounding_box())]
    assert len({round(box["y"]) for box in boxes}) == 10
    assert max(box["height"] for box in boxes) < 30
