"""Flask's thin door to SCIM: no cookie is read."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.admin.scim.answering import Service, write_fault
from idp.admin.scim.discovery import MOST_BULK_BYTES
from idp.admin.scim.fault import Fault
from idp.admin.scim.names import PREFIX
from idp.clock import Clock
from idp.oidc.endpoints.conversion import read_flask_request, write_response
from idp.oidc.errors import ProtocolError

METHODS: Final = ["GET", "POST", "PUT", "PATCH", "DELETE"]
ROOM: Final[Mapping[str, int]] = {f"{PREFIX}/Bulk": MOST_BULK_BYTES}
"""Addresses with larger bodies than any other."""


def build_scim(service: Service, clock: Clock) -> Blueprint:
    """Return the routes below `/scim/v2`."""
    blueprint = Blueprint("scim", __name__, url_prefix=PREFIX)

    @blueprint.route("/<path:rest>", methods=METHODS)
    def operate(rest: str) -> WerkzeugResponse:  # noqa: ARG001 - the request itself holds it
        try:
            request = read_flask_request()
        except ProtocolError as error:
            return write_response(write_fault(Fault(400, error.description, "invalidValue")))
        return write_response(service.answer(request, clock()))

    return blueprint
