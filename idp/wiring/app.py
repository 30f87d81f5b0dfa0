"""The web application, put together."""

from functools import partial

from flask import Flask

from idp.admin.api.answering import PREFIX
from idp.admin.pages.build import build_admin
from idp.admin.pages.scim import ROOM
from idp.admin.people_import.row import MOST_BYTES
from idp.app.create import create_app
from idp.app.delivery_reports import build_delivery_reports
from idp.app.parts import AppParts
from idp.app.uploads import UPLOADS
from idp.delivery.arrivals import Arrivals
from idp.delivery.assembling import build_report_rules
from idp.delivery.threads import DispatcherThreads
from idp.oidc.authorization.again import answer_again
from idp.oidc.endpoints import build_endpoints
from idp.oidc.endpoints.machines import build_doors
from idp.portal.pages.build import build_portal
from idp.signin.pages.build import build_signin
from idp.signin.pages.door import Door
from idp.storage.engine import OVERLOAD_ERRORS
from idp.storage.schema import is_ready
from idp.wiring.console import build_console_blueprints
from idp.wiring.ground import build_ground
from idp.wiring.methods import build_methods
from idp.wiring.oidc import build_provider
from idp.wiring.parts import Parts
from idp.wiring.portal import build_admin_parts, build_portal_parts
from idp.wiring.scim import build_scim_blueprint
from idp.wiring.signin import build_signin_parts

IMPORT_API = f"{PREFIX}/people/imports"


def build_app(parts: Parts, dispatcher: DispatcherThreads) -> Flask:
    """Return the web application."""
    config, database = parts.config, parts.database
    ground = build_ground(parts, dispatcher)
    methods = build_methods(parts, ground)
    arrivals = Arrivals(build_report_rules(config.text_messages), database.begin)
    provider = build_provider(parts, ground, methods)
    doors = build_doors(provider, parts.clock)
    door = Door(build_signin_parts(parts, ground, methods))
    portal = build_portal_parts(parts, ground, methods, provider)
    return create_app(
        AppParts(
            config=config,
            policy=parts.policy,
            catalogues=ground.catalogues,
            visiting=ground.visiting,
            clock=parts.clock,
            chance=parts.chance,
            blueprints=(
                build_endpoints(provider, doors, ground.logout, ground.visiting, door.begin, parts.clock),
                build_delivery_reports(arrivals, parts.clock, ground.visiting.place),
                build_signin(door),
                build_portal(portal, door.begin),
                build_admin(build_admin_parts(parts, ground, methods), door.begin),
                *build_console_blueprints(parts, ground, provider, methods),
                build_scim_blueprint(parts, ground, provider),
            ),
            doors=doors,
            answer_again=partial(answer_again, provider),
            is_ready=partial(is_ready, database.engine),
            keepings=portal.keepings,
            overload_errors=OVERLOAD_ERRORS,
            room={**ROOM, **UPLOADS, IMPORT_API: MOST_BYTES},
        )
    )
