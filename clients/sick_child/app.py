"""Builds the application."""

from flask import Flask

from clients.relying_party import Config, Rule, connect
from clients.relying_party.clock import Clock, system_clock

from .formats import format_days, format_moment
from .pages import pages
from .store import SCHEMA, ReportStore

ENTRY = Rule(inside="password", outside="mail")
"""Any second factor will do from outside: a parent at home with a sick child should not be kept waiting."""


def create_app(config: Config, clock: Clock = system_clock) -> Flask:
    """Return the application; nothing is asked of the provider until somebody signs in."""
    app = Flask(__name__)
    party = connect(app, config, ENTRY, schema=SCHEMA, clock=clock)
    app.extensions["reports"] = ReportStore(party.database)
    app.register_blueprint(pages)
    app.add_template_filter(format_days, "days")
    app.add_template_filter(format_moment, "moment")
    return app
