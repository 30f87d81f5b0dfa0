"""What stands around every page: headers, errors, languages, static files, the demonstration's bar."""

import re

import pytest
from flask import Blueprint, abort

from idp.config.settings import Demo
from idp.errors import Refusal, WayOut
from idp.i18n import load_catalogues
from idp.storage.unit_of_work import Database
from tests.support.signing_in import HOME, Browser, House, build_house


@pytest.fixture
def broken(sqlite_database: Database) -> Browser:
    """A browser of a provider with pages that fail."""
    pages = Blueprint("broken", __name__)

    @pages.get("/broken/<int:status>")
    def fail(status: int) -> str:
        if status == 500:
            raise RuntimeError("a secret detail")
        if status == 999:
            raise Refusal(
                "too_many",
                status=429,
                way_out=WayOut("errors.way_out", "/inside/vab"),
                retry_after_seconds=60,
            )
        abort(status)

    return build_house(sqlite_database, extra=pages).browser()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 429, 500, 503])
def test_every_error_is_a_whole_page_with_help_and_a_reference(broken: Browser, status: int) -> None:
    page = broken.open(f"/broken/{status}")
    assert page.page.status_code == status
    assert "IT-kundtjänst" in page.text
    assert re.search(r"Ärendereferens <code>[0-9A-Z]{4}-[0-9A-Z]{4}</code>", page.text)


def test_reference_of_a_bug_is_in_the_log_and_its_detail_is_not_on_the_page(
    broken: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    page = broken.open("/broken/500").text
    assert "a secret detail" not in page
    bugs = [record for record in caplog.records if record.message == "bug"]
    assert [record.facts["reference"] in page for record in bugs] == [True]  # type: ignore[attr-defined]


def test_refusal_shows_its_way_out_and_when_to_come_back(broken: Browser) -> None:
    page = broken.open("/broken/999")
    assert page.page.headers["Retry-After"] == "60"
    assert 'href="/inside/vab"' in page.text


def test_wrong_method_says_which_are_right(house: House) -> None:
    browser = house.browser()
    browser.open("/about/privacy")
    allowed = browser.send_to("/about/privacy").page.headers["Allow"]
    assert set(allowed.split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_request_log_holds_path_and_reference_but_no_query(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="idp.request")
    house.browser().open("/about/privacy?lang=en&code=secret")
    facts = caplog.records[-1].facts  # type: ignore[attr-defined]
    assert facts["path"] == "/about/privacy"
    assert "secret" not in str(facts)


def test_every_page_carries_the_headers_that_protect_it(house: House) -> None:
    headers = house.browser().open("/inside/vab").page.headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self' http://localhost:8002; frame-ancestors 'none'; base-uri 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Cookie" in headers["Vary"]


@pytest.mark.parametrize("path", ["/inside/vab", "/nowhere", "/about/privacy", "/health/live"])
def test_no_header_stands_twice(house: House, path: str) -> None:
    """A browser takes the strictest of two policies, and a proxy either of two others."""
    names = [name.lower() for name, _ in house.browser().open(path).page.headers if name != "Set-Cookie"]
    assert sorted(set(names)) == sorted(names)


def test_pages_hold_no_inline_style_or_script(house: House) -> None:
    page = house.at_password().text
    assert "style=" not in page
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"\son\w+=", page) == []


def test_another_host_is_refused_and_told_the_address_to_use(house: House) -> None:
    answer = house.app.test_client().get("/inside/vab", base_url="http://evil.example")
    assert answer.status_code == 400
    assert "bara på http://localhost:8000" in answer.text
    assert 'href="http://localhost:8000/"' in answer.text


def test_probe_reaches_the_health_pages_by_any_name(house: House) -> None:
    client = house.app.test_client()
    assert client.get("/health/live", base_url="http://10.0.0.7").status_code == 200
    assert client.get("/health/ready", base_url="http://10.0.0.7").status_code == 200


def test_upload_is_refused_and_so_is_a_large_body(house: House) -> None:
    client = house.app.test_client()
    upload = client.post(
        "/inside/vab",
        base_url="http://localhost:8000",
        data={},
        content_type="multipart/form-data; boundary=x",
    )
    large = client.post("/inside/vab", base_url="http://localhost:8000", data={"a": "b" * 70_000})
    assert (upload.status_code, large.status_code) == (415, 413)


def test_static_file_is_cached_for_good_under_its_version(house: House) -> None:
    browser = house.browser().open("/inside/vab")
    path = re.search(r'href="(/static/[^"]+site\.css)"', browser.text)[1]  # type: ignore[index]
    assert "immutable" in browser.open(path).page.headers["Cache-Control"]
    assert "immutable" not in browser.open("/static/old/site.css").page.headers["Cache-Control"]
    assert browser.open("/static/x/nothing.css").page.status_code == 404


def test_theme_holds_the_municipalitys_colour(house: House) -> None:
    assert "--accent: #0b5a6f" in house.browser().open("/static/x/theme.css").text


def test_language_is_the_browsers_until_one_is_chosen(house: House) -> None:
    browser = house.browser()
    browser.headers = {"Accept-Language": "en-GB,en;q=0.9"}
    assert browser.open("/inside/vab").title == "Where do you work?"
    assert browser.open(f"{browser.path}?lang=sv").title == "Var arbetar du?"
    assert browser.open("/inside/vab").title == "Var arbetar du?"


def test_link_to_the_other_language_keeps_the_rest_of_the_address(house: House) -> None:
    assert 'href="/about/privacy?a=b&amp;lang=en"' in house.browser().open("/about/privacy?a=b&lang=sv").text


@pytest.mark.parametrize("language", load_catalogues())
@pytest.mark.parametrize("page", ["accessibility", "privacy"])
def test_pages_about_the_site_are_open_to_everybody(house: House, page: str, language: str) -> None:
    browser = house.browser(HOME).open(f"/about/{page}?lang={language}")
    assert browser.page.status_code == 200
    assert f'<html lang="{language}">' in browser.text


def test_demonstrations_bar_moves_the_visitor_and_comes_back_to_the_page(sqlite_database: Database) -> None:
    house = build_house(sqlite_database, demo=Demo(zone_bar=True))
    browser = house.browser(HOME).open("/inside/vab").send(realm="adm")
    page = browser.path
    assert 'value="password"' not in browser.text
    browser.send_to("/demo/zone", zone="admin", back=page)
    assert browser.path == page
    assert 'name="method" value="password"' in browser.text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/\t/evil.example"]
)
def test_demonstrations_bar_leads_nowhere_else(sqlite_database: Database, back: str) -> None:
    house = build_house(sqlite_database, demo=Demo(zone_bar=True))
    browser = house.browser().open("/inside/vab")
    assert browser.send_to("/demo/zone", zone="admin", back=back).path == "/"


def test_there_is_no_bar_without_the_demonstration(house: House) -> None:
    browser = house.browser().open("/inside/vab")
    assert "zone-bar" not in browser.text
    assert browser.send_to("/demo/zone", zone="admin").page.status_code == 404
