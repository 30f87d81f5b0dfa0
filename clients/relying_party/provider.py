"""The provider as this application sees it: Authlib's client, with the checks that Authlib leaves to us."""

import time
from typing import Any

import requests
from authlib.integrations.flask_client import FlaskOAuth2App, OAuth
from flask import Flask

from .clock import Clock
from .config import Config
from .private_key import ShortLivedAssertion, load_private_key
from .refusal import Refusal

ALGORITHMS = ("ES256", "RS256")
"""The only signatures accepted, whatever the provider announces: never `none`, never a shared secret."""
TIMEOUT_SECONDS = 5
CACHE_SECONDS = 3600


class Provider(FlaskOAuth2App):  # type: ignore[misc]  # Authlib has no types
    """Reads discovery and keys when first needed, keeps them for an hour and believes only the configured issuer.

    The application therefore starts before its provider does.
    """

    def __init__(self, *args: Any, expected_issuer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._expected_issuer = expected_issuer

    def load_server_metadata(self) -> dict[str, Any]:
        """Return the metadata. Raises Refusal if the provider is silent or calls itself something else."""
        if time.time() - self.server_metadata.get("_loaded_at", 0) > CACHE_SECONDS:
            self.server_metadata.clear()
        try:
            metadata: dict[str, Any] = super().load_server_metadata()
        except (requests.RequestException, ValueError) as error:
            raise Refusal("unreachable", 503, f"discovery: {type(error).__name__}") from error
        if metadata.get("issuer") != self._expected_issuer:
            self.server_metadata.clear()
            raise Refusal("untrusted", 502, "discovery names another issuer than ISSUER")
        metadata["id_token_signing_alg_values_supported"] = list(ALGORITHMS)
        return metadata


def connect_provider(app: Flask, config: Config, clock: Clock) -> Provider:
    """Register the provider with Authlib: code flow, PKCE S256, `openid profile`, and how this client proves itself."""
    if config.private_key:
        proof: dict[str, Any] = {
            "client_secret": load_private_key(config.private_key),
            "client_auth_methods": [ShortLivedAssertion(config.issuer, clock)],
        }
        method = "private_key_jwt"
    else:
        proof, method = {"client_secret": config.client_secret}, "client_secret_basic"
    return OAuth(app).register(  # type: ignore[no-any-return]  # Authlib has no types
        "provider",
        client_cls=Provider,
        expected_issuer=config.issuer,
        server_metadata_url=f"{config.issuer}/.well-known/openid-configuration",
        client_id=config.client_id,
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": method,
            "default_timeout": TIMEOUT_SECONDS,
        },
        **proof,
    )
