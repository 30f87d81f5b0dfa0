"""What every address of the whole application answers with, signed in and not (HD1, HD2, HD6, TK13)."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from idp.app.gate import POLICIES
from idp.app.uploads import UPLOADS
from idp.storage.unit_of_work import Database
from tests.support.databases import copy_sqlite
from tests.support.portal import build_portal_house, sign_in
from tests.support.signing_in import HOME, ISSUER, MARIA, OFFICE, Browser, House
from tests.support.store_keys import STORE_KEYS

PUBLIC = {"api.openapi", "oidc.discovery", "oidc.keys", "statics.send"}
"""What caches may keep, because it is the same for everybody."""

BLIND = {
    "oidc.token",
    "oidc.introspect",
    "oidc.revoke",
    "oidc.userinfo",
    "oidc.register",
    "oidc.registered",
    "health.live",
    "health.ready",
    "oidc.acr",
    "oidc.authn",
    "oidc.logo",
    "oidc.signed_out",
} | PUBLIC
"""What never looks at a cookie."""


def address_of(rule: Rule, house: House, browser: Browser) -> str:
    """Return an address that the rule answers, its parts filled with what exists."""
    path = rule.rule
    if "<interaction_id>" in path:
        path = path.replace("<interaction_id>", house.browser().open("/").interaction_id)
    if "<device_id>" in path:
        with house.database.begin() as stores:
            path = path.replace("<device_id>", stores.devices.list_confirmed(MARIA.person_id)[0].device_id)
    parts = {
        "service_id": "vab",
        "level": "app",
        "zone": "remote",
        "version": "0",
        "name": "theme.css",
        "token_id": "none",
        "topic": "phone",
        "gateway": "none",
        "change_id": "none",
        "key_id": "none",
        "bypass_id": "none",
        "client_id": "none",
    }
    for name, value in parts.items():
        path = path.replace(f"<{name}>", value)
    return re.sub(r"<(?:\w+:)?\w+>", "none", path)


def ask_everything(house: House, browser: Browser) -> list[tuple[str, TestResponse]]:
    """GET and POST every address, and one that does not exist, in the browser; sign-out comes last."""
    rules = sorted(
        house.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint == "portal.sign_out", rule.rule)
    )
    asked = []
    for rule in rules:
        address = address_of(rule, house, browser)
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            asked.append((rule.endpoint, browser._call(method, address)))
    return [*asked, ("nowhere", browser._call("GET", "/nowhere"))]


@pytest.fixture(scope="module", params=["signed in", "a stranger", "from home"])
def answers(
    sqlite_template: Path,
    keys: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> list[tuple[str, TestResponse]]:
    """The answer of every address to one kind of visitor, asked once for all that is looked at in it."""
    with copy_sqlite(sqlite_template, tmp_path_factory.mktemp("visited")) as engine:
        house = build_portal_house(Database(engine, STORE_KEYS), keys)
        browser = house.browser(HOME if request.param == "from home" else OFFICE)
        return ask_everything(house, sign_in(house, MARIA) if request.param == "signed in" else browser)


def test_every_answer_carries_the_headers_that_protect_it(answers: list[tuple[str, TestResponse]]) -> None:
    assert len(answers) > 50
    for endpoint, answer in answers:
        assert answer.status_code < 500 or endpoint == "health.ready", endpoint
        policy = answer.headers["Content-Security-Policy"]
        for rule in ("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"):
            assert rule in policy, endpoint
        assert "unsafe" not in policy, endpoint
        assert answer.headers["X-Content-Type-Options"] == "nosniff", endpoint
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", endpoint
        assert answer.headers["Referrer-Policy"] == "same-origin", endpoint
        assert not answer.headers.get("Server", "").startswith("Flask"), endpoint


def test_nothing_of_one_visitor_is_kept_for_another(answers: list[tuple[str, TestResponse]]) -> None:
    for endpoint, answer in answers:
        if endpoint not in PUBLIC:
            assert "no-store" in answer.headers["Cache-Control"], endpoint
        if endpoint not in BLIND and answer.status_code in (200, 303) and endpoint != "oidc.authorize_posted":
            assert "Cookie" in answer.headers.get("Vary", ""), endpoint
        if endpoint in PUBLIC:
            assert "Set-Cookie" not in answer.headers, endpoint


def test_every_redirect_after_a_form_makes_the_browser_ask_with_get(
    answers: list[tuple[str, TestResponse]],
) -> None:
    """AZ10."""
    redirects = [(endpoint, answer) for endpoint, answer in answers if 300 <= answer.status_code < 400]
    assert redirects
    assert {answer.status_code for _, answer in redirects} == {303}


def test_no_address_answers_uploads_or_large_bodies(house: House) -> None:
    """CVE-2023-25577, CVE-2023-46136, CVE-2024-49767."""
    browser, client = house.browser(), house.app.test_client()
    for rule in house.app.url_map.iter_rules():
        if "POST" in (rule.methods or ()):
            path = address_of(rule, house, browser)
            if path not in UPLOADS:
                upload = client.post(path, data={"file": (BytesIO(b"x"), "x")}, base_url=ISSUER)
                assert upload.status_code == 415, rule
            if path not in UPLOADS and not path.startswith((*POLICIES, "/scim/")):
                large = client.post(path, data=b"a" * 65_537, base_url=ISSUER)
                assert large.status_code == 413, rule


def test_a_form_of_thousands_of_fields_is_a_failure_and_no_fault(house: House) -> None:
    browser = house.browser().open("/")
    many = {f"f{number}": "" for number in range(9_000)}
    assert browser._call("POST", browser.path, many).status_code in (400, 403, 413)


def test_a_foreign_host_gets_nothing_from_any_address(house: House) -> None:
    """HD3; no header says that the host is another either (CVE-2026-40575, CVE-2025-54576)."""
    browser, client = house.browser(), house.app.test_client()
    for rule in house.app.url_map.iter_rules():
        if rule.endpoint.startswith(("health.", "statics.")):
            continue
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = client.open(address_of(rule, house, browser), method=method, base_url="http://evil.example")
        assert answer.status_code == 400, rule
        assert "evil.example" not in answer.get_data(as_text=True), rule


def test_the_page_that_tells_the_right_host_has_its_style_from_the_wrong_one(house: House) -> None:
    client = house.app.test_client()
    page = client.get("/", base_url="http://evil.example").text
    styles = re.findall(r'rel="stylesheet" href="([^"]+)"', page)
    assert len(styles) == 2
    assert [client.get(one, base_url="http://evil.example").status_code for one in styles] == [200, 200]


@pytest.mark.parametrize(
    "name",
    [
        "X-Forwarded-Host",
        "X-Original-URL",
        "X-Rewrite-URL",
        "X-Forwarded-Uri",
        "X-HTTP-Method-Override",
        "Forwarded",
    ],
)
def test_no_header_moves_a_request_to_another_address_or_host(house: House, name: str) -> None:
    plain = house.app.test_client().get("/.well-known/openid-configuration", base_url=ISSUER)
    moved = house.app.test_client().get(
        "/.well-known/openid-configuration", base_url=ISSUER, headers={name: "host=evil.example"}
    )
    assert moved.get_data() == plain.get_data()
