"""A single-page application on oidc-client-ts, in a real browser: no secret, and every call from another origin."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from idp.ops.demo.people import load_town
from tests.interop.conversing import HERE
from tests.support.form_filler import OFFICE
from tests.support.served import Served

FILES = {
    "/oidc-client-ts.min.js": (
        HERE / "node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js",
        "text/javascript",
    ),
    "/page.js": (HERE / "page/page.js", "text/javascript"),
}
INDEX = (HERE / "page/index.html", "text/html; charset=utf-8")
PERSON = ("adm", "anelin001")


class Files(BaseHTTPRequestHandler):
    """Serves the application; every other address is its one page."""

    def do_GET(self) -> None:
        file, kind = FILES.get(urlsplit(self.path).path, INDEX)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(file.read_bytes())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_application() -> Iterator[str]:
    """Serve the application's files from an origin of its own; yield the origin."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Files) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.02,))
        serving.start()
        try:
            yield f"http://localhost:{server.server_port}"
        finally:
            server.shutdown()
            serving.join()


@pytest.fixture
def page(served: Served, chromium: Browser) -> Iterator[Page]:
    """A browser at the office: what it asks the provider for carries the office's address."""

    def place(route: Route) -> None:
        route.continue_(headers={**route.request.headers, "x-forwarded-for": OFFICE})

    context = chromium.new_context(locale="sv-SE")
    context.route(f"{served.issuer}/**", place)
    yield context.new_page()
    context.close()


def read(page: Page, how: str) -> dict[str, Any]:
    """Return what the application says once it says how it came to it."""
    output = page.locator("output")
    expect(output).to_contain_text(json.dumps(how))
    said: dict[str, Any] = json.loads(output.inner_text())
    return said


def send(page: Page) -> None:
    """Press the button that sends the sign-in page's form."""
    page.click("main form button.primary")


@pytest.mark.browser
@pytest.mark.usefixtures("node")
def test_a_single_page_application_signs_in_refreshes_steps_up_and_signs_out(
    served: Served, page: Page
) -> None:
    with serve_application() as origin:
        registered = served.register(
            auth_method="none",
            redirect_uris=(f"{origin}/callback",),
            post_logout_redirect_uris=(f"{origin}/goodbye",),
        )
        higher = f"{served.issuer}/acr/app/admin"
        settings = {"issuer": served.issuer, "client_id": registered.client.client_id, "higher_acr": higher}
        page.goto(f"{origin}/#{quote(json.dumps(settings))}")
        page.click("#sign-in")
        page.click("button[name=realm][value=adm]")
        page.click("button[name=method][value=password]")
        page.fill("input[name=username]", PERSON[1])
        page.fill("input[name=password]", load_town().password)
        send(page)
        first = read(page, "signed in")
        assert (first["name"], first["acr"]) == (PERSON[1], f"{served.issuer}/acr/password/admin")
        page.click("#refresh")
        renewed = read(page, "refreshed")
        assert renewed["sub"] == first["sub"]
        assert renewed["token"] != first["token"]
        page.click("#step-up")
        page.fill("input[name=code]", pyotp.TOTP(served.seeds[PERSON]).now())
        send(page)
        assert read(page, "signed in")["acr"] == higher
        page.click("#sign-out")
        read(page, "signed out")
        page.click("#sign-in")
        expect(page.locator("input[name=password]")).to_be_visible()
