"""Numbers and devices are registered at the workplace, used from home, and changed nowhere else."""

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import (
    HOME,
    OFFICE,
    begin,
    begin_again,
    choose_method,
    expect_services,
    give_code,
    give_password,
    heading,
    move_to,
    sign_in_at_home,
    sign_in_at_the_office,
    sign_in_at_the_office_by_app,
    sign_out,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_a_number_with_a_hyphen_is_refused_at_its_field(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, "perdah001")
    page.goto(f"{still_town.url('provider')}/settings/numbers")
    page.fill("#number", "070-1740620")
    page.get_by_role("button", name="Uppdatera").click()
    expect(page.locator("#number-problem")).to_have_text(
        "Skriv bara siffror, utan mellanslag och bindestreck."
    )
    expect(page.locator("#number")).to_have_value("070-1740620")
    expect(page).to_have_title("Fel: Mina SMS-nummer – E-portalen")


def test_two_numbers_are_saved_and_the_mailbox_is_told(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, "perdah001")
    page.goto(f"{still_town.url('provider')}/settings/numbers")
    page.fill("#number", "0701740621")
    page.fill("#number_2", "0701740622")
    page.get_by_role("button", name="Uppdatera").click()
    expect(page.get_by_role("status")).to_contain_text("Dina nummer är uppdaterade.")
    notice = still_town.wait_for_message("perdah001@havsvik.example")
    assert "nummer" in notice["subject"].lower()
    sign_out(page)
    begin_again(page, still_town, HOME)
    choose_method(page, "sms")
    give_password(page, still_town, "perdah001")
    expect(page.locator("button[name=number]")).to_have_count(2)


def test_a_replaced_number_is_told_that_it_was_replaced(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, "karost001")
    page.goto(f"{still_town.url('provider')}/settings/numbers")
    page.fill("#number", "0701740621")
    page.get_by_role("button", name="Uppdatera").click()
    assert still_town.wait_for_message("+46701740614")["kind"] == "sms"


def test_a_device_linked_by_its_typed_key_signs_in_from_home(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, OFFICE)
    choose_method(page, "password")
    give_password(page, still_town, "erikar001")
    expect(heading(page)).to_have_text("Så att du kan logga in hemifrån")
    page.click("#action-totp")
    page.fill("#device_name", "Jobbtelefonen")
    page.get_by_role("button", name="Nästa steg").click()
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", "").replace("\u00a0", ""))
    page.get_by_role("link", name="Appen visar en kod").click()
    give_code(page, app.at(still_town.clock()))
    expect(page.get_by_role("status")).to_contain_text("Enheten är tillagd.")
    page.get_by_role("link", name="Fortsätt dit du var på väg").click()
    expect_services(page)
    sign_out(page)
    still_town.clock.advance(seconds=30)
    begin_again(page, still_town, HOME)
    choose_method(page, "app")
    give_password(page, still_town, "erikar001")
    give_code(page, app.at(still_town.clock()))
    expect_services(page)


def test_a_wrong_code_links_nothing(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office(page, still_town, "perdah001")
    page.goto(f"{still_town.url('provider')}/settings/devices/add")
    page.fill("#device_name", "Jobbtelefonen")
    page.get_by_role("button", name="Nästa steg").click()
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", "").replace("\u00a0", ""))
    page.get_by_role("link", name="Appen visar en kod").click()
    right = int(app.at(still_town.clock()))
    give_code(page, f"{(right + 1) % 1_000_000:06}")
    expect(page.locator("#code-problem")).to_contain_text("Koden stämmer inte.")
    page.goto(f"{still_town.url('provider')}/settings/devices")
    expect(page.locator("main")).to_contain_text("Du har ingen enhet än.")


@pytest.mark.parametrize("path", ["numbers", "devices", "devices/add"])
def test_from_home_enrolment_is_refused_with_the_reason_even_after_the_app(
    page: Page, still_town: StillTown, path: str
) -> None:
    sign_in_at_home(page, still_town)
    answer = page.goto(f"{still_town.url('provider')}/settings/{path}")
    assert answer is not None
    assert answer.status == 403
    expect(heading(page)).to_have_text("Det här gör du på arbetsplatsen")


def test_a_form_sent_from_home_is_refused_even_after_the_app(page: Page, still_town: StillTown) -> None:
    sign_in_at_the_office_by_app(page, still_town)
    page.goto(f"{still_town.url('provider')}/settings/numbers")
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{still_town.url('provider')}/about/privacy")
    move_to(elsewhere, HOME)
    page.fill("#number", "0701740629")
    page.get_by_role("button", name="Uppdatera").click()
    expect(heading(page)).to_have_text("Det här gör du på arbetsplatsen")
    move_to(elsewhere, OFFICE)
    page.goto(f"{still_town.url('provider')}/settings/numbers")
    expect(page.locator("#number")).to_have_value("")
