"""The endpoints that relying parties call by themselves: no cookie is read, and scripts of public clients may call."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import flask
from flask import Blueprint
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.clock import Clock
from idp.oidc.cross_origin import OPEN_PATHS, PREFLIGHT, open_to_scripts
from idp.oidc.discovery import Documents
from idp.oidc.endpoints.conversion import read_flask_request, write_response
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request, Response
from idp.oidc.introspection import IntrospectionEndpoint
from idp.oidc.json_answers import build_json_error
from idp.oidc.paths import DISCOVERY, INTROSPECT, JWKS, REVOKE, TOKEN, USERINFO
from idp.oidc.provider import Provider
from idp.oidc.revocation import RevocationEndpoint
from idp.oidc.token import TokenEndpoint
from idp.oidc.userinfo import UserinfoEndpoint
from idp.people.directory import RETRY_AFTER_SECONDS, DirectoryUnavailable
from idp.signing.hsm import HsmAway

AWAY: Final = ProtocolError(
    "temporarily_unavailable",
    "the employees cannot be looked up right now; nothing was used up, so send the same request again soon",
    status=503,
)
"""What a relying party is told while a directory is down."""

UNSIGNED: Final = ProtocolError(
    "temporarily_unavailable",
    "nothing can be signed right now; ask the person to sign in again soon, for what was sent may be used up",
    status=503,
)
"""What a relying party is told while the token that signs cannot be reached."""

GET: Final = frozenset({"GET"})
POST: Final = frozenset({"POST"})

log = logging.getLogger("idp.oidc.machines")


@dataclass(frozen=True, slots=True)
class Door:
    """One endpoint: its name among the routes, the methods it takes, and what answers.

    `reads` is False where the answer is the same whatever is sent.
    """

    name: str
    methods: frozenset[str]
    act: Callable[[Request], Response]
    reads: bool = True

    def answer(self, request: Request) -> Response:
        """Return the answer; what a request does wrong and a directory that is away are answers too."""
        try:
            response = self.act(request)
        except ProtocolError as error:
            response = build_json_error(error)
        except DirectoryUnavailable as problem:
            log.warning("directory unavailable", extra={"facts": {"detail": problem.detail}})
            response = build_json_error(AWAY, (("Retry-After", str(RETRY_AFTER_SECONDS)),))
        except HsmAway as problem:
            log.error("the PKCS#11 token is away", extra={"facts": {"detail": problem.detail}})
            response = build_json_error(UNSIGNED, (("Retry-After", str(RETRY_AFTER_SECONDS)),))
        return open_to_scripts(request.path, response)


Doors = Mapping[str, Door]
"""The endpoints by path."""


def build_doors(provider: Provider, clock: Clock) -> Doors:
    """Return what answers relying parties."""
    documents, token, userinfo = (
        Documents(provider),
        TokenEndpoint.build(provider),
        UserinfoEndpoint(provider),
    )
    introspection, revocation = IntrospectionEndpoint(provider), RevocationEndpoint(provider)
    return {
        DISCOVERY: Door("discovery", GET, lambda _: documents.metadata(), reads=False),
        JWKS: Door("keys", GET, lambda _: documents.keys(), reads=False),
        TOKEN: Door("token", POST, lambda request: token.answer(request, clock())),
        USERINFO: Door("userinfo", GET | POST, lambda request: userinfo.answer(request, clock())),
        INTROSPECT: Door("introspect", POST, lambda request: introspection.answer(request, clock())),
        REVOKE: Door("revoke", POST, lambda request: revocation.answer(request, clock())),
    }


def add_machine_routes(blueprint: Blueprint, doors: Doors) -> None:
    """Add the routes to the blueprint."""
    for path, door in doors.items():
        is_open = path in OPEN_PATHS
        blueprint.add_url_rule(
            path,
            door.name,
            build_view(door),
            methods=[*door.methods, "OPTIONS"] if is_open else [*door.methods],
            provide_automatic_options=not is_open,
        )


def build_view(door: Door) -> Callable[[], WerkzeugResponse]:
    """Return Flask's view of the door."""

    def view() -> WerkzeugResponse:
        if flask.request.method == "OPTIONS":
            return write_response(PREFLIGHT)
        try:
            request = read_flask_request()
        except ProtocolError as error:
            return write_response(open_to_scripts(flask.request.path, build_json_error(error)))
        return write_response(door.answer(request))

    return view
