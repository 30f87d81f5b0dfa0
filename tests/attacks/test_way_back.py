"""Addresses that would lead a person away, and bytes that would break out of a header."""

import re
from html import unescape
from urllib.parse import quote, urlencode, urljoin, urlsplit

import pytest

from tests.support.portal import sign_in
from tests.support.signing_in import ISSUER, MARIA, PASSWORD, POLICY, House

AWAY = [
    "//evil.example",
    "/////evil.example",
    "/\\evil.example",
    "\\\\\\evil.example",
    "//evil.example/..",
    "/\t/evil.example",
    "/\r\n/evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "///evil.example",
    " //evil.example",
    "/%0d%0aLocation:https://evil.example",
    "@evil.example",
]
"""CVE-2021-23401, CVE-2020-28724, CVE-2021-32805, CVE-2023-49438: each passed somebody's check for a local path."""


NAMES = ("next", "back", "path", "interaction", "post_logout_redirect_uri", "url")
PATHS = ("/", "/settings", "/session/ended", "/session/ending", "/services/vab/start", "/end-session")


def is_here(address: str) -> bool:
    """Say whether a browser on one of our pages stays here: it strips blanks and controls, and `\\` is `/` to it."""
    read = re.sub(r"[\t\r\n]", "", address.strip()).replace("\\", "/")
    target = urlsplit(urljoin(f"{ISSUER}/page", read))
    return f"{target.scheme}://{target.netloc}" == ISSUER


def may_lead_to(address: str) -> bool:
    """Say whether an address is ours or the service's own, which the policy names."""
    return is_here(address) or address == POLICY.services["vab"].start


@pytest.mark.parametrize("away", AWAY)
def test_the_link_to_the_other_language_stays_here(house: House, away: str) -> None:
    page = house.browser()._call("GET", "/" + quote(away.lstrip("/"), safe="")).get_data(as_text=True)
    links = [unescape(link) for link in re.findall(r'href="([^"]*lang=[^"]*)"', page)]
    assert links
    assert all(map(is_here, links))


def test_no_parameter_decides_where_a_signed_in_person_goes(house: House) -> None:
    browser = sign_in(house, MARIA)
    assert browser.page.status_code == 200
    for away in AWAY:
        form = {"csrf": browser.csrf} | dict.fromkeys(NAMES, away)
        asked = urlencode(dict.fromkeys(NAMES, away))
        for answer in (
            browser._call("POST", "/session/extend", form),
            browser._call("POST", "/settings/devices/add?" + asked, form),
            *(browser._call("GET", f"{path}?{asked}") for path in PATHS),
        ):
            assert answer.status_code < 500
            assert may_lead_to(answer.headers.get("Location", "/")), away
            links = re.findall(r'(?:href|action)="([^"]*)"', answer.get_data(as_text=True))
            shown = [unescape(link) for link in links if not link.startswith(("mailto:", "tel:"))]
            assert all(map(may_lead_to, shown)), away
    gone = browser._call("POST", "/sign-out", {"csrf": browser.csrf} | dict.fromkeys(NAMES, "//evil.example"))
    assert gone.headers["Location"] == "/signed-out"


@pytest.mark.parametrize("away", ["//evil.example", "/\\evil.example", "https://evil.example"])
def test_no_parameter_decides_where_a_sign_in_leads(house: House, away: str) -> None:
    asked = dict.fromkeys(NAMES, away)
    browser = house.browser().open(f"/?{urlencode(asked)}")
    browser.send(realm="adm", next=away, back=away).send(method="password", next=away, back=away)
    browser.send(username=MARIA.username, password=PASSWORD, next=away, back=away)
    assert browser.left_for is None
    assert browser.path == "/"


@pytest.mark.parametrize(
    "raw",
    [b"state=a\r\nSet-Cookie: planted=1", b"state=a\nX: y", b"client_id=\x00", b"state=\x7f", b"\x1b[2J"],
)
def test_a_posted_authorization_request_never_writes_into_the_headers(house: House, raw: bytes) -> None:
    """CWE-113: the body becomes the address of a redirect."""
    answer = house.app.test_client().post(
        "/authorize", data=raw, content_type="application/x-www-form-urlencoded", base_url=ISSUER
    )
    assert answer.status_code == 400
    assert "planted" not in str(answer.headers)
