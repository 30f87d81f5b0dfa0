"""The introspection endpoint (RFC 7662): a service asks whether an access token it was shown is good, and for what."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from idp.oidc.access_tokens import audience_of
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.granting import hash_token
from idp.oidc.http import Request, Response
from idp.oidc.json_answers import build_json, build_json_error
from idp.oidc.look_up import LookUp, look_for_access
from idp.oidc.presented_token import authenticate_presenter
from idp.oidc.provider import Provider
from idp.oidc.rechecking import Standing, recheck
from idp.oidc.stores import OidcStores
from idp.oidc.subject import subject_of
from idp.oidc.token import read_form
from idp.policy.levels import acr_uri

INACTIVE: Final[dict[str, Any]] = {"active": False}

log = logging.getLogger("idp.oidc.introspection")


@dataclass(frozen=True, slots=True)
class IntrospectionEndpoint:
    """Tells about access tokens: a client about its own, a service that may introspect about everybody's."""

    provider: Provider

    def answer(self, request: Request, now: datetime) -> Response:
        """Return what a live token stands for, or only that it is not active (section 2.2).

        Nobody learns why a token is not active, nor whether it ever was. Raises DirectoryUnavailable.
        """
        try:
            form = read_form(request)
            look_up = look_for_access(self.provider, form, now)
            client = authenticate_presenter(self.provider, request, form, now, look_up.look)
            check_caller(client)
        except ProtocolError as error:
            log.info("refused", extra={"facts": {"error": error.code, "detail": error.detail}})
            return build_json_error(error)
        return build_json(200, self._describe(client, form["token"], look_up, now))

    def _describe(self, caller: Client, token: str, look_up: LookUp, now: datetime) -> dict[str, Any]:
        """Return the response's members. The person, the service and the zone are looked at now, as at userinfo."""
        held = look_up.get_held(self.provider.read)
        if held is None:
            with self.provider.read() as stores:
                return describe_machine(self.provider, stores, caller, token, now)
        if not may_know(caller, held.grant.client_id):
            return INACTIVE
        standing = recheck(self.provider, held, now)
        if standing is None:
            return INACTIVE
        return describe(self.provider, standing, held.token_expires_at)


def check_caller(client: Client) -> None:
    """Refuse a client without a secret or key: anybody may call itself by its name (section 2.1)."""
    if client.auth_method == "none":
        raise ProtocolError("unauthorized_client", "a client without a secret or key may not introspect")


def may_know(caller: Client, client_id: str) -> bool:
    """Say whether the caller may know about a client's tokens: its own, or everybody's."""
    return caller.may_introspect or caller.client_id == client_id


def describe_machine(
    provider: Provider, stores: OidcStores, caller: Client, token: str, now: datetime
) -> dict[str, Any]:
    """Return what the live token of a machine stands for, or only that it is not active."""
    found = stores.machine_tokens.find(hash_token(token), now)
    client = None if found is None else provider.registry.find(stores, found.client_id)
    if found is None or client is None or not may_know(caller, client.client_id):
        return INACTIVE
    return {
        "active": True,
        "iss": provider.issuer,
        "aud": audience_of(provider, client),
        "client_id": client.client_id,
        "sub": client.client_id,
        "scope": " ".join(found.scopes),
        "token_type": "Bearer",
        "exp": int(found.expires_at.timestamp()),
    }


def describe(provider: Provider, standing: Standing, expires_at: datetime | None) -> dict[str, Any]:
    """Return what a live access token stands for; the subject is the one its own client knows."""
    grant, client = standing.grant, standing.client
    told: dict[str, Any] = {
        "active": True,
        "iss": provider.issuer,
        "aud": audience_of(provider, client),
        "client_id": client.client_id,
        "sub": subject_of(provider, client, grant.person_id),
        "scope": " ".join(grant.scopes),
        "token_type": "Bearer",
        "auth_time": int(grant.auth_time.timestamp()),
        "acr": acr_uri(provider.issuer, standing.acr),
        "amr": list(standing.amr),
    }
    return told if expires_at is None else told | {"exp": int(expires_at.timestamp())}
