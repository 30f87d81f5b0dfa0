"""A web server that guards its pages by mod_auth_openidc, told the issuer and nothing else about the provider."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from tests.interop.apache import run_apache
from tests.support.form_filler import FormFiller
from tests.support.served import Served
from tests.support.town import choose_port

SECONDS = 10
REFRESH = re.compile(r'http-equiv="refresh" content="0; *url=([^"]+)"')


@dataclass
class Reader:
    """A person's browser in front of the guarded pages; the provider's own pages are filled in on the way."""

    url: str
    person: FormFiller
    http: requests.Session = field(default_factory=requests.Session)

    def read(self, path: str) -> requests.Response:
        """Open a page, sign in as it asks, and return where that ends on this server."""
        answer = self.http.get(f"{self.url}{path}", allow_redirects=False, timeout=SECONDS)
        while target := find_target(answer):
            if target.startswith(self.person.served.issuer):
                self.person.method = "app" if "acr_values=" in target else "password"
                target = self.person.open(target)
            answer = self.http.get(target, allow_redirects=False, timeout=SECONDS)
        return answer

    def look_inside(self) -> dict[str, Any]:
        """Return what the module holds about the session."""
        found: dict[str, Any] = self.read("/callback?info=json").json()
        return found


def find_target(answer: requests.Response) -> str | None:
    """Return where an answer sends the browser; to step up the module does it by a page that refreshes itself."""
    if answer.is_redirect:
        return answer.headers["Location"]
    refreshed = REFRESH.search(answer.text)
    return unescape(refreshed[1]) if refreshed else None


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may read."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def reader(served: Served, folder: Path) -> Iterator[Reader]:
    port = choose_port()
    url = f"http://localhost:{port}"
    registered = served.register(
        redirect_uris=(f"{url}/callback",), post_logout_redirect_uris=(f"{url}/signed-out",)
    )
    acr = f"{served.issuer}/acr/app/admin"
    client_id, secret = registered.client.client_id, registered.secret
    assert secret is not None
    with run_apache(folder, served.issuer, client_id, secret, acr, port) as url:
        yield Reader(url, FormFiller(served, username="anelin001"))


def test_a_guarded_web_server_signs_in_refreshes_steps_up_and_signs_out(
    served: Served, reader: Reader
) -> None:
    page = reader.read("/page")
    assert (page.text, page.headers["X-Person"]) == ("This is page.", "anelin001")
    held = reader.look_inside()
    assert held["id_token"]["acr"] == f"{served.issuer}/acr/password/admin"
    assert held["userinfo"]["preferred_username"] == "anelin001"
    refresh = {"refresh": f"{reader.url}/page", "access_token": held["access_token"]}
    assert reader.read(f"/callback?{urlencode(refresh)}").text == "This is page."
    renewed = reader.look_inside()
    assert renewed["access_token"] != held["access_token"]
    assert renewed["id_token"]["sub"] == held["id_token"]["sub"]
    assert reader.read("/strong/page").text == "This is strong/page."
    assert reader.look_inside()["id_token"]["acr"] == f"{served.issuer}/acr/app/admin"
    goodbye = reader.read(f"/callback?{urlencode({'logout': f'{reader.url}/signed-out'})}")
    assert goodbye.text == "This is signed-out."
    reader.http.cookies.clear()
    reader.read("/page")
    assert reader.person.steps[-1] == "password"
