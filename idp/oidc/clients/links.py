"""What a sign-in page shows of the application behind it: its picture, what it does with data, its terms.

The picture is fetched by us and served from here (RG7): a browser that fetched it from the application would tell it
who is about to sign in, and from where, before they have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from idp.delivery.fetch import FetchFailed
from idp.oidc.clients.client import Client
from idp.oidc.http import Headers, Response
from idp.oidc.paths import LOGO
from idp.oidc.provider import Provider

CACHED: Final[Headers] = (("Cache-Control", "public, max-age=600"),)
PICTURES: Final[Mapping[bytes, str]] = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
"""The formats that are shown, known by how they begin. SVG is not among them: it is a document that may hold scripts."""


def list_links(client: Client) -> dict[str, str]:
    """Return the addresses that a sign-in page shows, by what they lead to; those there are."""
    logo = f"{LOGO}/{client.client_id}" if client.logo_uri else None
    links = {"logo": logo, "policy": client.policy_uri, "terms": client.tos_uri}
    return {name: address for name, address in links.items() if address}


@dataclass(frozen=True, slots=True)
class Logo:
    """Serves applications' pictures."""

    provider: Provider

    def answer(self, client_id: str, now: datetime) -> Response | None:
        """Return the picture; None when there is no such application, or no picture at its address."""
        if not (client_id.isascii() and client_id.isprintable()):
            return None
        with self.provider.begin() as stores:
            client = self.provider.registry.find(stores, client_id)
        if client is None or client.logo_uri is None:
            return None
        try:
            picture = self.provider.outbound.get(
                client.logo_uri, now, accept="image/png, image/jpeg, image/gif"
            )
        except FetchFailed:
            return None
        kind = next((kind for begin, kind in PICTURES.items() if picture.startswith(begin)), None)
        return None if kind is None else Response(200, (("Content-Type", kind), *CACHED), picture)
