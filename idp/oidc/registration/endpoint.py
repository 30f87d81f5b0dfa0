"""The registration endpoint: applications register and manage themselves (RFC 7591, RFC 7592).

Whoever registers needs an administrator's invitation, and is never more than it permits.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Final

from idp.oidc.bearer import NoToken, build_challenge, read_bearer
from idp.oidc.clients.client import Client
from idp.oidc.errors import ProtocolError
from idp.oidc.http import NO_STORE, Request, Response
from idp.oidc.json_answers import build_json
from idp.oidc.paths import REGISTER
from idp.oidc.provider import Provider
from idp.oidc.registration.metadata import read_metadata, write_metadata
from idp.oidc.registration.refusals import check_not_out, note_refusal
from idp.oidc.registration.registering import (
    ChangedMeanwhile,
    Part,
    Registered,
    prepare,
    register,
    remove,
    replace_client,
)
from idp.oidc.registration.rules import BadRegistration, check_permitted
from idp.oidc.registration.sector import check_sector

BAD_TOKEN: Final = ProtocolError(
    "invalid_token", "the token is unknown, used up, expired or of another client", status=401
)
NOT_SAYABLE: Final = re.compile(r"[^\x20-\x21\x23-\x5B\x5D-\x7E]")
MAX_DESCRIPTION_CHARACTERS: Final = 600
ISSUED: Final = ("registration_access_token", "registration_client_uri", "client_secret_expires_at")
"""What a change must not hold (RFC 7592, section 2.2)."""

NOT_ITS_OWN: Final = (
    "registration_token",
    "is_paused",
    "owners",
    "data_owner",
    "purpose",
    "legal_basis",
    "claims_in_id_token",
    "consent",
    "profile",
    "sees_protected",
    "may_introspect",
    "api_scopes",
    "audience",
    "access_token_format",
)
"""Fields that an application keeps as they are, however it changes itself: it cannot end its own pause."""


@dataclass(frozen=True, slots=True)
class SelfRegistration:
    """Answers applications that register themselves. Opens units of work of its own."""

    provider: Provider
    part: Part

    def register(self, request: Request, now: datetime) -> Response:
        """Register a client by an invitation (RFC 7591, section 3)."""
        return self._answer(request, now, lambda: self._register(request, now))

    def read(self, client_id: str, request: Request, now: datetime) -> Response:
        """Return what is registered (RFC 7592, section 2.1)."""
        return self._answer(request, now, lambda: self._read(client_id, request))

    def change(self, client_id: str, request: Request, now: datetime) -> Response:
        """Replace what is registered (RFC 7592, section 2.2). The token stays: a lost answer must lock nobody out."""
        return self._answer(request, now, lambda: self._change(client_id, request, now))

    def remove(self, client_id: str, request: Request, now: datetime) -> Response:
        """Forget the client and end its grants (RFC 7592, section 2.3)."""
        return self._answer(request, now, lambda: self._remove(client_id, request, now))

    def _answer(self, request: Request, now: datetime, act: Callable[[], Response]) -> Response:
        """Return what `act` does, or how it is refused; who was refused too often is not heard. Raises ProtocolError."""
        check_not_out(self.provider, request, now)
        try:
            return act()
        except NoToken:
            code, refused = "no_token", build_challenge(None)
        except ProtocolError as error:
            members = {"error": error.code, "error_description": error.description}
            code = error.code
            refused = build_challenge(error) if error.status == 401 else build_json(error.status, members)
        except BadRegistration as refusal:
            code, refused = refusal_code(refusal), build_refusal(refusal)
        except ChangedMeanwhile:
            said = "the registration was changed by somebody else meanwhile; read it and try again"
            return build_json(409, {"error": "invalid_client_metadata", "error_description": said})
        note_refusal(self.provider, request, code, now)
        return refused

    def _register(self, request: Request, now: datetime) -> Response:
        provider, token_hash = self.provider, hash_of(read_bearer(request))
        with provider.begin() as stores:
            invitation = stores.invitations.find(token_hash, now)
        if invitation is None:
            raise BAD_TOKEN
        wanted = prepare(read_metadata(read_json(request), invitation.permit, now))
        check_permitted(wanted, invitation.permit)
        check_sector(provider.outbound, wanted, now)
        token = provider.chance.token()
        with provider.begin() as stores:
            if not stores.invitations.consume(token_hash, now):
                raise BAD_TOKEN
            wanted = replace(wanted, registration_token=hash_of(token))
            registered = register(stores, wanted, provider.chance, now, provider.secret_life)
        return build_json(201, self._describe(registered, token))

    def _read(self, client_id: str, request: Request) -> Response:
        client, token = self._find(client_id, request)
        return build_json(200, self._describe(Registered(client), token))

    def _change(self, client_id: str, request: Request, now: datetime) -> Response:
        provider = self.provider
        client, token = self._find(client_id, request)
        metadata = read_json(request)
        if metadata.get("client_id") != client_id or any(name in metadata for name in ISSUED):
            raise ProtocolError(
                "invalid_request", "send client_id as it is, and nothing of what was issued with it"
            )
        if "client_secret" in metadata and not is_secret_of(client, metadata["client_secret"]):
            raise ProtocolError("invalid_request", "client_secret is not chosen by the client")
        assert client.permit is not None
        ours = {name: getattr(client, name) for name in NOT_ITS_OWN}
        wanted = prepare(replace(read_metadata(metadata, client.permit, client.created_at), **ours))
        check_permitted(wanted, client.permit)
        check_sector(provider.outbound, wanted, now)
        wanted = replace(wanted, client_id=client_id)
        with provider.begin() as stores:
            registered = replace_client(stores, wanted, client, provider.chance, now, provider.secret_life)
        return build_json(200, self._describe(registered, token))

    def _remove(self, client_id: str, request: Request, now: datetime) -> Response:
        client, _ = self._find(client_id, request)
        with self.provider.begin() as stores:
            remove(stores, client.client_id, self.part, now)
        return Response(204, NO_STORE)

    def _find(self, client_id: str, request: Request) -> tuple[Client, str]:
        """Return the client that manages itself with the request's token, and that token.

        An unknown client and another's token are told the same (RFC 7592, section 2.1).
        """
        token = read_bearer(request)
        with self.provider.begin() as stores:
            client = stores.clients.find(client_id) if client_id.isascii() else None
        if client is None or client.registration_token is None or client.permit is None:
            raise BAD_TOKEN
        if not compare_digest(client.registration_token, hash_of(token)):
            raise BAD_TOKEN
        return client, token

    def _describe(self, registered: Registered, token: str) -> dict[str, Any]:
        """Return the client information response (RFC 7591, section 3.2.1; RFC 7592, section 3)."""
        client = registered.client
        issued: dict[str, Any] = {
            "client_id": client.client_id,
            "client_id_issued_at": int(client.created_at.timestamp()),
            "registration_client_uri": f"{self.provider.issuer}{REGISTER}/{client.client_id}",
            "registration_access_token": token,
        }
        if registered.secret is not None:
            ends_at = client.secrets[0].expires_at
            issued |= {
                "client_secret": registered.secret,
                "client_secret_expires_at": 0 if ends_at is None else int(ends_at.timestamp()),
            }
        return issued | write_metadata(client)


def read_json(request: Request) -> Mapping[str, Any]:
    """Return the request's JSON object. Raises BadRegistration."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        metadata = json.loads(request.body) if kind == "application/json" else None
    except (ValueError, RecursionError):
        metadata = None
    if not isinstance(metadata, dict):
        raise BadRegistration(("send the registration as a JSON object, as application/json",))
    return metadata


def build_refusal(refusal: BadRegistration) -> Response:
    """Return the error that the faults have on the wire (RFC 7591, section 3.2.2)."""
    said = NOT_SAYABLE.sub("?", "; ".join(refusal.faults))[:MAX_DESCRIPTION_CHARACTERS]
    return build_json(400, {"error": refusal_code(refusal), "error_description": said})


def refusal_code(refusal: BadRegistration) -> str:
    """Return the error's name on the wire (RFC 7591, section 3.2.2)."""
    is_redirect = any(fault.startswith("redirect_uris:") for fault in refusal.faults)
    return "invalid_redirect_uri" if is_redirect else "invalid_client_metadata"


def is_secret_of(client: Client, secret: Any) -> bool:
    """Say whether the text is a secret of the client's."""
    presented = hash_of(secret) if isinstance(secret, str) else ""
    return any(compare_digest(presented, one.sha256) for one in client.secrets)


def hash_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
