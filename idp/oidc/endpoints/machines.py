"""The endpoints that relying parties call by themselves: no cookie is read, and scripts of public clients may call."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import flask
from flask import Blueprint
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.clock import Clock
from idp.oidc.cross_origin import PREFLIGHT, open_to_scripts
from idp.oidc.discovery import Documents
from idp.oidc.endpoints.conversion import read_flask_request, write_response
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request, Response
from idp.oidc.introspection import IntrospectionEndpoint
from idp.oidc.json_answers import build_json_error
from idp.oidc.paths import DISCOVERY, INTROSPECT, JWKS, REVOKE, TOKEN, USERINFO
from idp.oidc.revocation import RevocationEndpoint
from idp.oidc.token import TokenEndpoint
from idp.oidc.userinfo import UserinfoEndpoint
from idp.people.directory import RETRY_AFTER_SECONDS, DirectoryUnavailable

AWAY: Final = ProtocolError(
    "temporarily_unavailable",
    "the employees cannot be looked up right now; nothing was used up, so send the same request again soon",
    status=503,
)
"""What a relying party is told while a directory is down."""

log = logging.getLogger("idp.oidc.machines")


@dataclass(frozen=True, slots=True)
class Machines:
    """What answers relying parties."""

    documents: Documents
    token: TokenEndpoint
    userinfo: UserinfoEndpoint
    introspection: IntrospectionEndpoint
    revocation: RevocationEndpoint
    clock: Clock


def add_machine_routes(blueprint: Blueprint, doors: Machines) -> None:
    """Add the routes to the blueprint."""

    def answer_machine(answer: Callable[[Request], Response]) -> WerkzeugResponse:
        if flask.request.method == "OPTIONS":
            return write_response(PREFLIGHT)
        try:
            response = answer(read_flask_request())
        except ProtocolError as error:
            response = build_json_error(error)
        except DirectoryUnavailable as problem:
            log.warning("directory unavailable", extra={"facts": {"detail": problem.detail}})
            response = build_json_error(AWAY, (("Retry-After", str(RETRY_AFTER_SECONDS)),))
        return write_response(open_to_scripts(flask.request.path, response))

    @blueprint.route(DISCOVERY, methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def discovery() -> WerkzeugResponse:
        return answer_machine(lambda _: doors.documents.metadata())

    @blueprint.route(JWKS, methods=["GET", "OPTIONS"], provide_automatic_options=False)
    def keys() -> WerkzeugResponse:
        return answer_machine(lambda _: doors.documents.keys())

    @blueprint.route(TOKEN, methods=["POST", "OPTIONS"], provide_automatic_options=False)
    def token() -> WerkzeugResponse:
        return answer_machine(lambda request: doors.token.answer(request, doors.clock()))

    @blueprint.route(USERINFO, methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
    def userinfo() -> WerkzeugResponse:
        return answer_machine(lambda request: doors.userinfo.answer(request, doors.clock()))

    @blueprint.route(INTROSPECT, methods=["POST"])
    def introspect() -> WerkzeugResponse:
        return answer_machine(lambda request: doors.introspection.answer(request, doors.clock()))

    @blueprint.route(REVOKE, methods=["POST", "OPTIONS"], provide_automatic_options=False)
    def revoke() -> WerkzeugResponse:
        return answer_machine(lambda request: doors.revocation.answer(request, doors.clock()))
