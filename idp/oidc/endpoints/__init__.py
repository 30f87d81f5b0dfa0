"""Flask's thin doors to the protocol: a request becomes a value, an answer becomes a response."""

from collections.abc import Callable
from functools import partial

from flask import Blueprint
from werkzeug.wrappers import Response

from idp.clock import Clock
from idp.oidc.acr_meaning import AcrMeaning
from idp.oidc.authn_meaning import AuthnMeaning
from idp.oidc.authorization.endpoint import Authorization
from idp.oidc.clients.links import Logo
from idp.oidc.endpoints.machines import Doors, add_machine_routes
from idp.oidc.endpoints.people import People, add_person_routes
from idp.oidc.endpoints.registering import add_registration_routes
from idp.oidc.logout.ending import Logout
from idp.oidc.logout.endpoint import EndSession
from idp.oidc.provider import Provider
from idp.oidc.registration.endpoint import SelfRegistration
from idp.signin.interaction import Interaction
from idp.signin.pages.visiting import Visiting


def build_endpoints(
    provider: Provider,
    doors: Doors,
    logout: Logout,
    visiting: Visiting,
    sign_in: Callable[[Interaction], Response],
    clock: Clock,
) -> Blueprint:
    """Return the blueprint that serves the protocol; `doors` are what relying parties call.

    `sign_in` sends a browser to the first step of a sign-in.
    """
    blueprint = Blueprint("oidc", __name__)
    add_machine_routes(blueprint, doors)
    add_person_routes(
        blueprint,
        People(
            Authorization(provider),
            EndSession(provider, logout),
            AcrMeaning(provider),
            AuthnMeaning(provider),
            Logo(provider),
            visiting,
            sign_in,
            provider.manages_sessions,
        ),
    )
    if provider.is_open_to_registration:
        part = partial(logout.part, idle=provider.lifetimes.idle)
        add_registration_routes(blueprint, SelfRegistration(provider, part), clock)
    return blueprint
