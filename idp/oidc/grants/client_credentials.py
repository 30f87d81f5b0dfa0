"""Gives a client a token of its own: nobody signs in, and nobody stands behind it (RFC 6749, section 4.4)."""

from typing import Any

from authlib.oauth2.rfc6749 import InvalidScopeError, grants

from idp.audit.events import Event, Tag
from idp.oidc.access_tokens import mint_machine
from idp.oidc.clients.client import Client
from idp.oidc.clients.registry import RegistrationChanged
from idp.oidc.machine_token import MachineToken
from idp.oidc.provider import Provider


class ClientGrant(grants.ClientCredentialsGrant):  # type: ignore[misc]  # Authlib is untyped
    """The client_credentials grant. What it gives is good for the client's `api_scopes`, and never for a person's claims.

    No refresh token comes with it: the client asks again (section 4.4.3).
    """

    minted: MachineToken

    def validate_requested_scope(self) -> None:
        """Refuse scopes the client is not registered for. Raises InvalidScopeError."""
        client: Client = self.request.caller.record
        if not set(self.request.form.get("scope", "").split()) <= set(client.api_scopes):
            raise InvalidScopeError

    def generate_token(self, *, scope: str | None, include_refresh_token: bool) -> dict[str, Any]:  # noqa: ARG002 - Authlib's signature
        """Return the members of the token response; without `scope` the token is good for all the client has."""
        provider: Provider = self.server.provider
        client: Client = self.request.caller.record
        asked = (scope or "").split()
        scopes = tuple(one for one in client.api_scopes if one in asked or not asked)
        clear, self.minted = mint_machine(provider, client, scopes, self.request.now)
        response = {
            "access_token": clear,
            "token_type": "Bearer",
            "expires_in": provider.tokens.access_token_seconds,
        }
        return response | {"scope": " ".join(scopes)} if scopes else response

    def save_token(self, token: dict[str, Any]) -> None:  # noqa: ARG002 - Authlib's signature
        """Store the token and record that it was given. Raises RegistrationChanged, and nothing was stored then."""
        provider: Provider = self.server.provider
        event = Event(Tag.MACHINE_TOKEN_ISSUED, self.request.now, client_id=self.minted.client_id)
        version = self.request.clients_version
        if version is None:
            provider.exchanges.issue(self.minted, event)
        elif not provider.exchanges.issue_still(self.minted, event, version):
            raise RegistrationChanged
