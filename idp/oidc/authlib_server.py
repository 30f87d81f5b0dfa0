"""The one bridge to Authlib: its grant engine, given a request of ours and answering with values of ours.

Authlib keeps the order of RFC 6749's checks at the token endpoint; what it would read from a web framework, store
or word by itself is replaced here and in `grants/`.
"""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Error, OAuth2Request
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload

from idp.oidc.claims.table import SCOPES
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.grants.authorization_code import CodeChallenge, CodeGrant
from idp.oidc.grants.client_credentials import ClientGrant
from idp.oidc.grants.refresh_token import RefreshGrant
from idp.oidc.look_up import LookUp
from idp.oidc.provider import Provider

logging.getLogger("authlib").setLevel(
    logging.INFO
)  # at DEBUG it writes whole tokens; test_no_code_token_or_secret_reaches_the_log

DESCRIPTIONS: Final[Mapping[str, str]] = {
    "invalid_grant": "the code or refresh token is unknown, expired, used, revoked or another client's",
    "invalid_request": "a parameter the grant needs is missing",
    "invalid_scope": "scope must not hold more than what was granted, or what the client is registered for",
    "unauthorized_client": "the client is not registered for this grant_type",
    "unsupported_grant_type": "grant_type must be authorization_code, refresh_token or client_credentials",
}
"""Our words for Authlib's errors: its own repeat the request, and fail on characters they may not hold."""


class AuthlibClient:
    """A client as Authlib asks about it."""

    def __init__(self, client: Client) -> None:
        self.record = client
        self.client_id = client.client_id

    def check_grant_type(self, grant_type: str) -> bool:
        """Say whether the client is registered for the grant type."""
        return grant_type in self.record.grant_types


class TokenRequest(OAuth2Request):  # type: ignore[misc]  # Authlib is untyped
    """A token request whose client has been authenticated and whose form has been read, once.

    With a `clients_version` the client is as it was when the registrations had that number.
    """

    def __init__(
        self,
        form: Mapping[str, str],
        client: Client,
        now: datetime,
        look_up: LookUp,
        clients_version: int | None = None,
    ) -> None:
        # Not calling the parent: it judges a URL we do not have, and wants the body a second time.
        self.method = "POST"
        self.payload = BasicOAuth2Payload(leave_out_unknown_scopes(form))
        self.now = now
        self.look_up = look_up
        self.clients_version = clients_version
        self.caller = AuthlibClient(client)
        self.client = None
        self.auth_method = client.auth_method
        self.user = self.authorization_code = self.refresh_token = self.credential = None
        self._scope = None

    @property
    def form(self) -> Mapping[str, str]:
        """The form's parameters, each once."""
        data: Mapping[str, str] = self.payload.data
        return data


def leave_out_unknown_scopes(form: Mapping[str, str]) -> dict[str, str]:
    """Return the form; a refresh asks for the scopes that there are, as the authorization request did.

    Clients ask for the same scopes each time, whatever they were told that they got (OpenID Connect Core 1.0,
    section 12, has them name `offline_access`). A scope that there is and that was not granted is refused.
    """
    known = [scope for scope in form.get("scope", "").split() if scope in SCOPES]
    if form.get("grant_type") != "refresh_token" or not known:
        return dict(form)
    return {**form, "scope": " ".join(known)}


class GrantServer(AuthorizationServer):  # type: ignore[misc]  # Authlib is untyped
    """Authlib's engine over our provider. One for the whole process; all state is in the request."""

    def __init__(self, provider: Provider) -> None:
        super().__init__()
        self.provider = provider
        self.register_grant(CodeGrant, [CodeChallenge(required=True)])
        self.register_grant(RefreshGrant)
        self.register_grant(ClientGrant)

    def answer(self, request: TokenRequest) -> Mapping[str, Any]:
        """Return the token response's members. Raises ProtocolError."""
        body: Mapping[str, Any] = self.create_token_response(request)
        return body

    def create_oauth2_request(self, request: TokenRequest) -> TokenRequest:
        return request

    def authenticate_client(self, request: TokenRequest, *_: Any) -> AuthlibClient:
        return request.caller

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Authlib's signals have no listeners here."""

    def handle_response(self, status: int, body: Any, headers: Any) -> Any:  # noqa: ARG002 - Authlib's signature
        return body

    def handle_error_response(self, request: TokenRequest, error: OAuth2Error) -> Any:  # noqa: ARG002 - Authlib's signature
        code = error.error
        raise ProtocolError(code, DESCRIPTIONS[code]) from error
