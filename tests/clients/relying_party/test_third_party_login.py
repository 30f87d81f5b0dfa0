"""A sign-in begun by somebody else, such as the portal (OpenID Connect Core 1.0, section 4)."""

import pytest

from tests.clients.conftest import Browser
from tests.support.fake_provider import FakeProvider


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_portal_can_begin_a_sign_in(browser: Browser, provider: FakeProvider, method: str) -> None:
    told = {
        "iss": provider.issuer,
        "login_hint": "gunhol001",
        "target_link_uri": "http://localhost:8001/payslips/2026-10",
    }
    web = browser.web
    leaving = web.get("/login", query_string=told) if method == "GET" else web.post("/login", data=told)
    assert "login_hint=gunhol001" in leaving.location
    assert browser.open(provider.answer(leaving.location)).location == "/payslips/2026-10"


def test_another_issuer_cannot_begin_one(browser: Browser) -> None:
    assert browser.open("/login?iss=http://evil.example").status_code == 400


@pytest.mark.parametrize(
    "target",
    [
        "http://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:/evil.example",
        "http://localhost:8001.evil.example/",
        "http://localhost:8001//evil.example",
        "http://localhost:8001@evil.example/",
        "javascript:alert(1)",
        "/a%0d\r\nSet-Cookie:x",
        "payslips",
    ],
)
def test_a_target_that_is_not_a_page_of_ours_is_refused(browser: Browser, target: str) -> None:
    assert browser.web.get("/login", query_string={"target_link_uri": target}).status_code == 400


def test_without_a_target_the_person_comes_to_the_start_page(browser: Browser) -> None:
    assert browser.sign_in("/login").location == "/"
