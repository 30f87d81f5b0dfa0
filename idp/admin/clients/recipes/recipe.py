"""One piece of configuration to paste, and the facts of an application that it is written from."""

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from idp.oidc.clients.client import AuthMethod, Client

PLACEHOLDER: Final = "PASTE-THE-SECRET-HERE"
"""Stands for the secret, which nobody can show again."""

SERVERS: Final[tuple[AuthMethod, ...]] = ("client_secret_basic", "client_secret_post")
EVERYWHERE: Final[tuple[AuthMethod, ...]] = (*SERVERS, "private_key_jwt", "none")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to paste into which file. `methods` are the ways to prove oneself that it is written for."""

    name: str
    file: str
    text: str = field(repr=False)
    methods: tuple[AuthMethod, ...] = SERVERS


@dataclass(frozen=True, slots=True)
class Facts:
    """What a recipe is written from. `callback_path` is the path of the first redirect URI, `base` what stands before it."""

    issuer: str
    client_id: str
    auth_method: AuthMethod
    secret: str = field(repr=False)
    redirect_uri: str
    base: str
    callback_path: str
    scopes: tuple[str, ...]
    signed_out_uri: str | None
    api_scopes: tuple[str, ...]
    id_token_alg: str
    has_secret: bool

    @property
    def port_option(self) -> str:
        """Where a program on one's own machine listens, as Flask's option; empty for one behind a server."""
        split = urlsplit(self.redirect_uri)
        return f" --port {split.port}" if split.scheme == "http" and split.port else ""

    @property
    def scope(self) -> str:
        """The scopes as a request writes them."""
        return " ".join(self.scopes)


def build_facts(issuer: str, client: Client, secret: str | None) -> Facts:
    """Return the facts; without a secret the placeholder stands in its place."""
    redirect_uri = client.redirect_uris[0] if client.redirect_uris else ""
    split = urlsplit(redirect_uri)
    return Facts(
        issuer=issuer,
        client_id=client.client_id,
        auth_method=client.auth_method,
        secret=secret or PLACEHOLDER,
        redirect_uri=redirect_uri,
        base=f"{split.scheme}://{split.netloc}" if redirect_uri else "",
        callback_path=split.path or "/",
        scopes=client.scopes,
        signed_out_uri=client.post_logout_redirect_uris[0] if client.post_logout_redirect_uris else None,
        api_scopes=client.api_scopes,
        id_token_alg=client.id_token_alg,
        has_secret=client.auth_method in SERVERS,
    )
