"""Puts the parts together and hands them to a Flask application."""

from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Flask
from werkzeug.exceptions import HTTPException

from . import backchannel, pending, sessions
from .assurance import Rule, build_acr_table
from .clock import Clock, system_clock
from .config import Config
from .csrf import build_form_token
from .database import Database
from .guard import find_current_session, load_session
from .headers import set_headers
from .language import current_language, load_texts, other_languages, remember_language, t
from .party import Party
from .provider import connect_provider
from .refusal import Refusal, show_http_error, show_refusal
from .signin import signin
from .signout import signout
from .time_left import tell_closing, time_left

HERE = Path(__file__).parent
STATIC_LIFE = timedelta(hours=1)


def connect(
    app: Flask, config: Config, entry_rule: Rule, schema: str = "", clock: Clock = system_clock
) -> Party:
    """Give `app` sign-in, sign-out, pages for what goes wrong, and one database with the application's own `schema`.

    Nobody gets a session without meeting `entry_rule`. Writes the database file; does not speak to the provider yet.
    """
    app.secret_key = config.secret_key
    app.config.update(
        SESSION_COOKIE_NAME=config.name,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_https,
        SEND_FILE_MAX_AGE_DEFAULT=STATIC_LIFE,
        MAX_CONTENT_LENGTH=64 * 1024,
    )
    database = Database(
        config.data / f"{config.name}.sqlite", pending.SCHEMA, sessions.SCHEMA, backchannel.SCHEMA, schema
    )
    party = Party(
        config=config,
        clock=clock,
        provider=connect_provider(app, config, clock),
        database=database,
        pending=pending.PendingStore(database),
        sessions=sessions.SessionStore(database),
        acr_table=build_acr_table(config.issuer),
        entry_rule=entry_rule,
    )
    app.extensions["relying_party"] = party
    _connect_pages(app)
    return party


def _connect_pages(app: Flask) -> None:
    app.extensions["texts"] = load_texts(HERE / "texts", Path(app.root_path) / "texts")
    family = Blueprint(
        "family", __name__, template_folder="templates", static_folder="static", static_url_path="/family"
    )
    for blueprint in (family, signin, signout, backchannel.backchannel, time_left):
        app.register_blueprint(blueprint)
    app.before_request(remember_language)
    app.before_request(load_session)
    app.after_request(set_headers)
    app.register_error_handler(Refusal, show_refusal)
    app.register_error_handler(HTTPException, show_http_error)
    app.add_template_global(t, "t")
    app.add_template_global(current_language, "language")
    app.add_template_global(other_languages)
    app.add_template_global(build_form_token, "form_token")
    app.add_template_global(find_current_session, "signed_in")
    app.add_template_global(tell_closing, "closing")
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
