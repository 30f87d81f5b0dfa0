"""At home the password is half of it: the app, a text message or a mail is the other half, or there is no way in."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.signing_in import (
    HOME,
    begin,
    choose_method,
    expect_services,
    give_code,
    give_password,
    heading,
    send,
    sign_in_at_home,
    sign_out,
)
from tests.support.still_town import StillTown

pytestmark = pytest.mark.browser


def test_the_app_opens_the_portal(page: Page, still_town: StillTown) -> None:
    sign_in_at_home(page, still_town)
    expect_services(page)
    expect(page.locator(".standing")).to_contain_text("Utanför kommunens nät")


def test_the_strongest_comes_first_and_the_app_is_recommended_to_anybody(
    page: Page, still_town: StillTown
) -> None:
    begin(page, still_town, HOME)
    methods = page.locator("button[name=method]")
    expect(methods.first).to_contain_text("Passkey")
    expect(methods.filter(has_text="Rekommenderas")).to_have_count(1)
    expect(methods.filter(has_text="Rekommenderas")).to_contain_text("Mobilapp")


def test_of_two_numbers_the_second_gets_the_code_and_small_letters_with_a_blank_will_do(
    page: Page, still_town: StillTown
) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "sms")
    give_password(page, still_town, "gunhol001")
    expect(heading(page)).to_have_text("Vart ska vi skicka koden?")
    page.get_by_role("button", name="09").click()
    code = still_town.wait_for_code("+46701740609").lower()
    assert still_town.messages("+46701740608") == []
    give_code(page, f"{code[:3]} {code[3:]}")
    expect_services(page)


def test_a_code_by_mail_opens_the_portal(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "mail")
    give_password(page, still_town, "perdah001")
    give_code(page, still_town.wait_for_code("perdah001@havsvik.example"))
    expect_services(page)


def test_no_code_is_sent_before_the_password_is_right(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "sms")
    page.fill("input[name=username]", "gunhol001")
    page.fill("input[name=password]", "fel lösenord")
    send(page)
    expect(page.locator("#error-summary")).to_contain_text("Fel användarnamn eller lösenord.")
    assert still_town.messages("+46701740608") == []


def test_without_a_second_factor_the_page_says_where_to_get_one_and_nothing_is_issued(
    page: Page, still_town: StillTown
) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "app")
    give_password(page, still_town, "erikar001")
    expect(heading(page)).to_have_text("Du kan inte logga in härifrån än")
    expect(page.locator("main")).to_contain_text("nästa gång du är på arbetsplatsen")
    for place in ("provider", "payslips", "sick_child"):
        page.goto(still_town.url(place))
        expect(heading(page)).to_have_text("Du kan inte logga in härifrån än")


def test_a_wrong_code_says_how_many_tries_are_left(page: Page, still_town: StillTown) -> None:
    begin(page, still_town, HOME)
    choose_method(page, "mail")
    give_password(page, still_town, "perdah001")
    still_town.wait_for_code("perdah001@havsvik.example")
    give_code(page, "BBBBBB")
    expect(page.locator("#code-problem")).to_have_text("Koden stämmer inte. Du har 4 försök kvar.")


def test_a_code_of_the_app_opens_nothing_twice(page: Page, still_town: StillTown) -> None:
    sign_in_at_home(page, still_town)
    sign_out(page)
    page.goto(still_town.url("provider"))
    give_password(page, still_town, "margra001")
    give_code(page, still_town.app_code("margra001"))
    expect(page.locator("#code-problem")).to_contain_text("Den koden är redan använd.")
