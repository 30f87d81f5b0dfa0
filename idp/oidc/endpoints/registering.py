"""The endpoint at which applications register and manage themselves: no cookie is read."""

from collections.abc import Callable

from flask import Blueprint
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.clock import Clock
from idp.oidc.endpoints.conversion import read_flask_request, write_response
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Request, Response
from idp.oidc.json_answers import build_json_error
from idp.oidc.paths import REGISTER
from idp.oidc.registration.endpoint import SelfRegistration


def add_registration_routes(blueprint: Blueprint, registration: SelfRegistration, clock: Clock) -> None:
    """Add the routes to the blueprint."""

    def answer(act: Callable[[Request], Response]) -> WerkzeugResponse:
        try:
            return write_response(act(read_flask_request()))
        except ProtocolError as error:
            return write_response(build_json_error(error))

    @blueprint.post(REGISTER)
    def register() -> WerkzeugResponse:
        return answer(lambda request: registration.register(request, clock()))

    @blueprint.get(f"{REGISTER}/<client_id>")
    def registered(client_id: str) -> WerkzeugResponse:
        return answer(lambda request: registration.read(client_id, request, clock()))

    @blueprint.put(f"{REGISTER}/<client_id>")
    def change_registered(client_id: str) -> WerkzeugResponse:
        return answer(lambda request: registration.change(client_id, request, clock()))

    @blueprint.delete(f"{REGISTER}/<client_id>")
    def remove_registered(client_id: str) -> WerkzeugResponse:
        return answer(lambda request: registration.remove(client_id, request, clock()))
