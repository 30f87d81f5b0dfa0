"""What an application keeps in the browser goes when its person signs out there, and its open pages can find out."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.applications import Application, run_application
from tests.browser.conftest import OpenBrowser
from tests.browser.signing_in import sign_in_at_the_office, sign_out
from tests.support.still_town import StillTown, open_town
from tests.support.town import Town

pytestmark = pytest.mark.browser

WATCHING = """<iframe id="provider" src="{provider}/check-session"></iframe>"""
ASK = """question => new Promise(answer => {
  addEventListener('message', event => answer(event.data), { once: true })
  document.querySelector('#provider').contentWindow.postMessage(question, '*')
})"""


@pytest.fixture
def asked_town(built_town: Town, tmp_path: Path) -> Iterator[StillTown]:
    """A town whose provider may be asked whether somebody is still signed in."""
    built = tmp_path / "built"
    shutil.copytree(built_town.folder, built)
    with (built / "idp.toml").open("a") as settings:
        settings.write("\n[session_management]\nenabled = true\n")
    with open_town(replace(built_town, folder=built), tmp_path / "open") as town:
        yield town


def go_to_application(page: Page, application: Application) -> None:
    """Sign in at the office and open the application."""
    sign_in_at_the_office(page, application.town)
    page.locator(".tile").first.wait_for()
    page.goto(application.build_request())
    assert page.url.startswith(application.origin)


def test_signing_out_of_the_portal_opens_the_applications_address_and_ends_at_ours(
    page: Page, still_town: StillTown
) -> None:
    with run_application(still_town) as application:
        application.register(frontchannel_logout_uri=f"{application.origin}/forget")
        go_to_application(page, application)
        page.goto(still_town.url("provider"))
        with page.expect_request(f"{application.origin}/forget**") as frame:
            sign_out(page)
        page.wait_for_url("**/signed-out")
    told = parse_qs(urlsplit(frame.value.url).query)
    assert told["iss"] == [still_town.url("provider")]
    assert told["sid"]


def test_without_scripts_the_frames_open_and_a_link_leads_on(
    open_browser: OpenBrowser, still_town: StillTown
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    with run_application(still_town) as application:
        application.register(frontchannel_logout_uri=f"{application.origin}/forget")
        go_to_application(page, application)
        page.goto(still_town.url("provider"))
        with page.expect_request(f"{application.origin}/forget**"):
            sign_out(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Du loggas ut")
        page.get_by_role("link", name="Gå vidare").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Du är utloggad")


def test_a_page_is_told_unchanged_until_its_person_signs_out_in_another_tab(
    page: Page, asked_town: StillTown
) -> None:
    with run_application(asked_town, WATCHING.format(provider=asked_town.url("provider"))) as application:
        application.register()
        go_to_application(page, application)
        (state,) = parse_qs(urlsplit(page.url).query)["session_state"]
        question = f"{application.client_id} {state}"
        assert page.evaluate(ASK, question) == "unchanged"
        assert page.evaluate(ASK, f"another {state}") == "changed"
        assert page.evaluate(ASK, "no question of ours") == "error"
        other = page.context.new_page()
        other.goto(asked_town.url("provider"))
        sign_out(other)
        other.wait_for_url("**/signed-out")
        assert page.evaluate(ASK, question) == "changed"
