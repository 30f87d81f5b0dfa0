"""Walks past every page there is. Each tour stops at its pages by yielding their names; texts are never looked at."""

from collections.abc import Callable, Iterator

import pyotp
from playwright.sync_api import Page

from tests.browser.signing_in import (
    HOME,
    OFFICE,
    begin,
    begin_again,
    choose_method,
    follow,
    give_code,
    give_password,
    move_to,
    send,
    sign_in_at_home,
    sign_in_at_the_office,
    sign_out,
)
from tests.browser.tours_between import tour_a_report_taken_back, tour_in_between
from tests.browser.tours_consent import tour_consent
from tests.browser.tours_console import tour_the_console
from tests.browser.tours_held import tour_recovery_codes, tour_the_token
from tests.browser.tours_help import tour_the_help, tour_the_helpdesk
from tests.browser.tours_keys import tour_keys
from tests.browser.tours_mine import tour_what_is_mine
from tests.browser.tours_subjects import tour_applications, tour_people, tour_policy, tour_trail
from tests.support.still_town import StillTown

Tour = Callable[[Page, StillTown], Iterator[str]]


def tour_signing_in(page: Page, town: StillTown) -> Iterator[str]:
    """Every step from home, the number and the code among them, each also with a fault."""
    page.goto(town.url("sick_child"))
    move_to(page, HOME)
    yield "realm"
    follow(page, "button[name=realm][value=adm]")
    yield "method"
    choose_method(page, "sms")
    yield "password"
    send(page)
    page.locator("#error-summary").wait_for()
    yield "password with faults"
    give_password(page, town, "gunhol001")
    page.locator("button[name=number]").first.wait_for()
    yield "number"
    page.locator("button[name=number]").first.click()
    page.locator("#code").wait_for()
    yield "code"
    give_code(page, "BBBBBB")
    page.locator("#code-problem").wait_for()
    yield "code with a fault"
    page.context.clear_cookies()
    begin(page, town, HOME)
    choose_method(page, "app")
    give_password(page, town, "gunhol001")
    page.locator(".alert.warning").wait_for()
    yield "method without an app"


def tour_the_app(page: Page, town: StillTown) -> Iterator[str]:
    """The app's step, and where a sign-in ends that cannot go on."""
    begin(page, town, HOME)
    choose_method(page, "app")
    give_password(page, town, "margra001")
    page.locator("#code").wait_for()
    yield "app"
    give_code(page, "000000")
    page.locator("#code-problem").wait_for()
    yield "app with a fault"
    town.clock.advance(hours=2)
    give_code(page, "000000")
    page.locator("form[action$='/new']").wait_for()
    yield "stale"
    page.context.clear_cookies()
    begin(page, town, HOME)
    choose_method(page, "app")
    give_password(page, town, "erikar001")
    page.locator(".reasons").wait_for()
    yield "no way in"
    page.context.clear_cookies()
    begin(page, town, OFFICE)
    choose_method(page, "password")
    give_password(page, town, "erikar001")
    page.locator("#action-totp").wait_for()
    yield "protect"


def tour_the_portal(page: Page, town: StillTown) -> Iterator[str]:
    """Services and settings at the office, and with them linking a phone."""
    provider = town.url("provider")
    sign_in_at_the_office(page, town, "perdah001")
    page.click("#action-later")
    page.locator(".banner").wait_for()
    yield "services with a banner"
    page.goto(f"{provider}/settings")
    yield "settings"
    page.goto(f"{provider}/settings/numbers")
    yield "numbers"
    page.fill("#number", "070-1740621")
    send(page)
    page.locator("#number-problem").wait_for()
    yield "numbers with a fault"
    page.fill("#number", "0701740621")
    send(page)
    page.locator(".alert.success").wait_for()
    yield "numbers saved"
    page.goto(f"{provider}/settings/devices")
    yield "no devices"
    page.goto(f"{provider}/settings/devices/add")
    yield "device name"
    send(page)
    page.locator("#device_name-problem").wait_for()
    yield "device name with a fault"
    page.fill("#device_name", "Jobbtelefonen")
    send(page)
    page.locator("#key").wait_for()
    yield "key"
    app = pyotp.TOTP(page.locator("#key").inner_text().replace(" ", "").replace("\u00a0", ""))
    page.click("a[href*='/code']")
    page.locator("#code").wait_for()
    yield "confirm the device"
    give_code(page, "000000")
    page.locator("#code-problem").wait_for()
    yield "confirm the device with a fault"
    give_code(page, app.at(town.clock()))
    page.locator(".alert.success").wait_for()
    yield "devices"
    follow(page, "a[href$='/rename']")
    yield "rename"
    page.goto(f"{provider}/settings/devices")
    follow(page, "a[href$='/remove']")
    yield "remove"


def tour_locked_doors(page: Page, town: StillTown) -> Iterator[str]:
    """What is locked or over: tiles, the workplace's own pages, closed services, and the time left."""
    provider = town.url("provider")
    sign_in_at_home(page, town, "ahmnas001")
    page.locator(".tile").first.wait_for()
    yield "services with locked tiles"
    page.goto(f"{provider}/settings/numbers")
    yield "only at the workplace"
    page.goto(f"{provider}/settings")
    yield "settings at home"
    page.goto(f"{provider}/services/omsorgsjournal/start")
    yield "locked service"
    page.goto(f"{provider}/services/omsorgsjournal/why")
    yield "why a service is locked"
    page.goto(f"{provider}/session/ending")
    yield "ending"
    town.clock.advance(minutes=16)
    page.goto(provider)
    page.locator("main h1").wait_for()
    yield "ended"
    town.clock.advance(hours=11)
    page.goto(town.url("payslips"))
    yield "closed service"


def tour_endings(page: Page, town: StillTown) -> Iterator[str]:
    """Errors, sign-out, and the pages about the site."""
    provider = town.url("provider")
    for name, path in {
        "no such page": "/nowhere",
        "wrong method": "/sign-out",
        "unknown sign-in": "/signin/0123456789abcdef0123456789abcdef/password",
        "unknown client": "/authorize?client_id=nobody&response_type=code",
        "what an acr means": "/acr/sms/remote",
        "what an authnProvider means": "/authn/sms",
        "unknown acr": "/acr/gold/remote",
        "accessibility": "/about/accessibility",
        "privacy": "/about/privacy",
        "signed out already": "/session/ended",
    }.items():
        page.goto(provider + path)
        yield name
    sign_in_at_the_office(page, town)
    page.locator(".tile").first.wait_for()
    page.goto(f"{provider}/end-session")
    yield "confirm sign-out"
    page.goto(f"{provider}/settings")
    page.locator(".standing input[name=csrf]").evaluate("field => { field.value = 'wrong' }")
    sign_out(page)
    page.locator(".reference").wait_for()
    yield "form of another session"
    page.goto(provider)
    sign_out(page)
    page.wait_for_url("**/signed-out")
    yield "signed out"


def tour_the_applications(page: Page, town: StillTown) -> Iterator[str]:
    """Both applications and the inbox."""
    payslips, sick_child = town.url("payslips"), town.url("sick_child")
    sign_in_at_home(page, town, "ahmnas001", at="payslips")
    page.locator("table.ledger").wait_for()
    yield "payslips"
    page.goto(f"{payslips}/payslips/2026-02")
    yield "payslip"
    page.goto(f"{payslips}/account")
    yield "account"
    page.goto(f"{payslips}/nowhere")
    yield "no such payslip"
    page.goto(f"{payslips}/callback?state=unknown")
    yield "callback again"
    page.goto(sick_child)
    yield "no reports"
    page.goto(f"{sick_child}/report")
    yield "report"
    page.locator("main form").first.evaluate("form => { form.noValidate = true; form.requestSubmit() }")
    page.locator("[aria-invalid=true]").first.wait_for()
    yield "report with faults"
    page.click("#sign-out")
    page.wait_for_url("**/signed-out**")
    yield "signed out of the applications"
    page.goto(f"{payslips}/callback?state=unknown")
    yield "sign-in lost"
    begin_again(page, town, HOME)
    choose_method(page, "sms")
    give_password(page, town, "ahmnas001")
    town.wait_for_code("+46701740610")
    page.goto(f"{town.url('inbox')}/?paused")
    yield "inbox"


TOURS: dict[str, Tour] = {
    "signing in": tour_signing_in,
    "the app": tour_the_app,
    "the portal": tour_the_portal,
    "locked doors": tour_locked_doors,
    "endings": tour_endings,
    "the applications": tour_the_applications,
    "the help": tour_the_help,
    "the helpdesk": tour_the_helpdesk,
    "the console": tour_the_console,
    "applications": tour_applications,
    "people": tour_people,
    "the policy": tour_policy,
    "the trail": tour_trail,
    "the hardware token": tour_the_token,
    "recovery codes": tour_recovery_codes,
    "what is mine": tour_what_is_mine,
    "passkeys": tour_keys,
    "in between": tour_in_between,
    "a report taken back": tour_a_report_taken_back,
    "consent": tour_consent,
}
