"""Assembles the web application."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from jinja2 import StrictUndefined

from idp.app.about import build_about
from idp.app.application import Application
from idp.app.compiled_templates import COMPILED_TEMPLATES
from idp.app.demo_zone import build_demo_zone
from idp.app.environ import Plain, WsgiApp
from idp.app.error_pages import add_error_pages
from idp.app.gate import add_gate
from idp.app.headers import Complete, add_headers
from idp.app.health import build_health
from idp.app.help import build_help
from idp.app.page_context import add_page_context
from idp.app.parts import AppParts
from idp.app.placing import build_placing_by_address
from idp.app.request_log import add_request_log
from idp.app.shortcut import Shortcut
from idp.app.silent import SilentSignOn
from idp.app.statics import Statics, build_statics

BODY_BYTES = 64 * 1024
"""The largest body that is read (OAuth requests and forms are far smaller)."""


def create_app(parts: AppParts) -> Flask:
    """Return the application: the blueprints of `parts`, with headers, errors, logs and static files around them."""
    folder = templates_folder()
    app = Application("idp", static_folder=None, template_folder=str(folder))
    app.overload_errors = parts.overload_errors
    app.config.update(MAX_CONTENT_LENGTH=BODY_BYTES, MAX_FORM_MEMORY_SIZE=BODY_BYTES)
    app.jinja_options = {
        "undefined": StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": COMPILED_TEMPLATES,
    }
    statics = Statics.load(folder / "static", parts.config.municipality)
    add_request_log(app, parts.clock, parts.chance)
    add_gate(app, parts.config.issuer, parts.room)
    add_headers(app, is_secure=parts.config.is_secure)
    app.after_request(parts.visiting.write_cookies)
    add_page_context(app, parts, statics)
    add_error_pages(app)
    own = (build_statics(statics), build_health(parts.is_ready), build_about(parts), build_help(parts))
    for blueprint in (*own, *parts.blueprints):
        app.register_blueprint(blueprint)
    if parts.config.demo.zone_bar:
        app.register_blueprint(build_demo_zone(parts))
    app.wsgi_app = put_before(app.wsgi_app, parts)  # type: ignore[method-assign,assignment]  # Flask's documented way to put something before it
    return app


def put_before(around: WsgiApp, parts: AppParts) -> WsgiApp:
    """Return the framework's application with what answers before it. Where people choose their zone, they need pages."""
    config = parts.config
    plain = Plain(urlsplit(config.issuer).netloc.lower(), BODY_BYTES)
    complete = Complete.build(is_secure=config.is_secure)
    rest = (plain, complete, parts.overload_errors, parts.clock, parts.chance)
    if parts.answer_again is not None and not config.demo.zone_bar:
        place = build_placing_by_address(config, parts.policy.zones)
        reception, cookies = parts.visiting.reception, parts.visiting.cookies
        around = SilentSignOn(around, parts.answer_again, place, reception, cookies, *rest)
    return Shortcut(around, parts.doors, *rest)


def templates_folder() -> Path:
    """Return where the pages lie: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"
