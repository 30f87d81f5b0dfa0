"""A small application of somebody's own, at an origin of its own: one page at every address."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request

from idp.chance import SystemChance
from idp.config.reading import read_config
from idp.oidc.clients.client import Client
from idp.oidc.registration.registering import register
from idp.ops.opened import open_database
from tests.support.still_town import StillTown, serve
from tests.support.town import choose_port

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""The example of RFC 7636, appendix B."""


@dataclass
class Application:
    """Where the application is, its id with the provider, and every form that was posted to it."""

    town: StillTown
    origin: str
    client_id: str = ""
    posted: list[dict[str, str]] = field(default_factory=list)

    def register(self, **fields: Any) -> None:
        """Register the application with the town's provider."""
        wanted = Client(
            client_id="",
            name="Tidrapport",
            service="lonebesked",
            redirect_uris=(f"{self.origin}/callback",),
            auth_method="client_secret_basic",
            created_at=self.town.clock(),
            **fields,
        )
        config = read_config(self.town.folder / "idp.toml", {})
        with open_database(config) as database, database.begin() as stores:
            self.client_id = register(stores, wanted, SystemChance(), self.town.clock()).client.client_id

    def build_request(self, **more: str) -> str:
        """Return where the application sends its people to sign in."""
        asked = {
            "client_id": self.client_id,
            "redirect_uri": f"{self.origin}/callback",
            "response_type": "code",
            "scope": "openid",
            "nonce": "n",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
        return f"{self.town.url('provider')}/authorize?{urlencode(asked | more)}"


@contextmanager
def run_application(town: StillTown, page: str = "<h1>Tidrapport</h1>") -> Iterator[Application]:
    """Serve the page at every address until the block ends."""
    port, app = choose_port(), Flask(__name__)
    application = Application(town, f"http://localhost:{port}")

    def show(path: str) -> str:
        if request.method == "POST":
            application.posted.append(dict(request.form.items()))
        return page

    app.add_url_rule("/<path:path>", "page", show, methods=["GET", "POST"])
    with serve(app, port):
        yield application
