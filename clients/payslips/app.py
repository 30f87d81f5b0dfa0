"""Builds the application."""

from flask import Flask

from clients.relying_party import Config, Rule, connect
from clients.relying_party.clock import Clock, system_clock

from .formats import format_day, format_kronor, format_month
from .pages import pages

ENTRY = Rule(inside="password", outside="sms")
"""A payslip tells of illness, so a password alone is enough only on the municipality's own networks."""


def create_app(config: Config, clock: Clock = system_clock) -> Flask:
    """Return the application; nothing is asked of the provider until somebody signs in."""
    app = Flask(__name__)
    connect(app, config, ENTRY, clock=clock)
    app.register_blueprint(pages)
    app.add_template_filter(format_kronor, "kronor")
    app.add_template_filter(format_day, "day")
    app.add_template_filter(format_month, "month")
    return app
