"""The token endpoint (OpenID Connect Core 1.0, section 3.1.3)."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.oidc.authlib_server import GrantServer, TokenRequest
from idp.oidc.clients.authentication import authenticate_client, recall_client
from idp.oidc.clients.registry import RegistrationChanged
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Pairs, Request, Response
from idp.oidc.json_answers import build_json, build_json_error
from idp.oidc.look_up import LookUp, look_for_grant
from idp.oidc.provider import Provider

log = logging.getLogger("idp.oidc.token")

MAX_CHARACTERS: Final = 16_384

IN_THE_BODY: Final = frozenset(
    {
        "grant_type",
        "code",
        "redirect_uri",
        "code_verifier",
        "refresh_token",
        "scope",
        "username",
        "password",
        "client_id",
        "client_secret",
        "client_assertion",
        "client_assertion_type",
        "token",
        "token_type_hint",
    }
)
"""What an application sends to be read, or believes to be."""


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """Turns codes and refresh tokens into tokens."""

    provider: Provider
    server: GrantServer

    @classmethod
    def build(cls, provider: Provider) -> "TokenEndpoint":
        """Return the endpoint over Authlib's engine."""
        return cls(provider, GrantServer(provider))

    def answer(self, request: Request, now: datetime) -> Response:
        """Return tokens, or an error that says what to change. Opens units of work of its own."""
        try:
            form = read_form(request)
            if (told := self.answer_recalled(request, form, now)) is not None:
                return build_json(200, told)
            look_up = look_for_grant(self.provider, form, now)
            client = authenticate_client(self.provider, request, form, now, look_up.look)
            if "grant_type" not in form:
                raise ProtocolError("invalid_request", "grant_type is missing")
            return build_json(200, self.server.answer(TokenRequest(form, client, now, look_up)))
        except ProtocolError as error:
            log.info("refused", extra={"facts": {"error": error.code, "detail": error.detail}})
            return build_json_error(error)

    def answer_recalled(
        self, request: Request, form: Mapping[str, str], now: datetime
    ) -> Mapping[str, Any] | None:
        """Return a machine's token in one round trip, where its client is as it was read last; None for any other request.

        Nothing was written then, and nobody is refused: what was read last may be old.
        """
        if form.get("grant_type") != "client_credentials":
            return None
        recalled = recall_client(self.provider, request, form, now)
        if recalled is None:
            return None
        try:
            return self.server.answer(TokenRequest(form, recalled.client, now, LookUp(), recalled.version))
        except (ProtocolError, RegistrationChanged):
            return None


def read_form(request: Request) -> Mapping[str, str]:
    """Return the form's parameters, each once. Raises ProtocolError.

    None of them may stand in the query: addresses end up in logs (RFC 6749, section 2.3.1). What nobody reads may.
    """
    if request.form is None:
        raise ProtocolError("invalid_request", "send the parameters as application/x-www-form-urlencoded")
    if any(name in IN_THE_BODY for name, _ in request.query):
        raise ProtocolError("invalid_request", "send the parameters in the body, not in the address")
    return read_once(request.form)


def read_once(pairs: Pairs) -> Mapping[str, str]:
    """Return names and values. Raises ProtocolError for a repeated name and for characters no value may hold.

    Empty values count as absent (RFC 6749, section 3.2).
    """
    values: dict[str, str] = {}
    for name, value in pairs:
        if not value:
            continue
        if name in values:
            raise ProtocolError("invalid_request", "a parameter must not be sent more than once")
        if len(value) > MAX_CHARACTERS or not (value.isascii() and value.isprintable()):
            raise ProtocolError("invalid_request", "a parameter is too long or holds forbidden characters")
        values[name] = value
    return values
