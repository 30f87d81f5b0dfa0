"""Flask's thin door to the REST API: no cookie is read."""

from collections.abc import Callable
from typing import Any

import msgspec
from flask import Blueprint
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.admin.api.answering import PREFIX, Api
from idp.clock import Clock
from idp.oidc.endpoints.conversion import read_flask_request, write_response
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Response
from idp.oidc.json_answers import build_json_error

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


def build_api(api: Api, document: Callable[[], dict[str, Any]], clock: Clock) -> Blueprint:
    """Return the routes of the API, and of the document that describes it."""
    blueprint = Blueprint("api", __name__, url_prefix=PREFIX)
    blueprint.record_once(lambda state: state.app.extensions.update(operations=api.operations))
    written: list[bytes] = []

    @blueprint.get("/openapi.json")
    def openapi() -> WerkzeugResponse:
        if not written:
            written.append(msgspec.json.encode(document()))
        headers = (("Content-Type", "application/json"), ("Cache-Control", "no-cache"))
        return write_response(Response(200, headers, written[0]))

    @blueprint.route("/<path:rest>", methods=METHODS)
    def operate(rest: str) -> WerkzeugResponse:  # noqa: ARG001 - the request itself holds it
        try:
            request = read_flask_request()
        except ProtocolError as error:
            return write_response(build_json_error(error))
        return write_response(api.answer(request, clock()))

    return blueprint
