"""The demonstration's inbox in a browser: what the phone and the mailbox would show."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, send_from_directory
from jinja2 import StrictUndefined

from idp.app.create import templates_folder
from idp.app.other_languages import other_languages
from idp.clock import Clock
from idp.i18n import choose_language, load_catalogues
from idp.ops.inbox.apps import ListCodes, no_apps
from idp.ops.inbox.gadgets import Gadgets
from idp.ops.inbox.letterbox import Letter, Letterbox
from idp.policy.text import Text

HERE = ZoneInfo("Europe/Stockholm")
REFRESH_SECONDS = 5
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

ServiceNames = Mapping[str, Text]
"""The services' names by id."""


def create_inbox(
    letterbox: Letterbox,
    clock: Clock,
    portal: str,
    services: ServiceNames,
    apps: ListCodes = no_apps,
    gadgets: Gadgets | None = None,
) -> Flask:
    """Return the inbox's own small application; `portal` is the address its links lead back to."""
    folder = templates_folder()
    app = Flask("inbox", static_folder=None, template_folder=str(folder / "ops" / "inbox"))
    app.config.update(MAX_CONTENT_LENGTH=64 * 1024, TRUSTED_HOSTS=["localhost", "127.0.0.1"])
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    gadgets = gadgets or Gadgets(None)
    add_reading(app, letterbox, clock, apps, gadgets)
    add_gadgets(app, gadgets)
    add_gateway(app, letterbox, clock)
    add_placeholder(app, services)
    add_frame(app, folder, portal)
    return app


def add_reading(app: Flask, letterbox: Letterbox, clock: Clock, apps: ListCodes, gadgets: Gadgets) -> None:
    """Show the letters to people at `/` and to scripts at `/messages.json`."""

    @app.get("/")
    def inbox() -> Response:
        letters = letterbox.letters()
        is_paused = "paused" in request.args
        page = app.make_response(
            render_template(
                "inbox.html",
                texts=[letter for letter in letters if letter.kind == "sms"],
                mails=[letter for letter in letters if letter.kind == "mail"],
                apps=apps(clock()),
                gadgets=gadgets.show(clock()),
                is_paused=is_paused,
            )
        )
        if not is_paused:
            page.headers["Refresh"] = str(REFRESH_SECONDS)
        return page

    @app.get("/messages.json")
    def messages() -> Response:
        return jsonify([write_letter(letter) for letter in letterbox.letters(request.args.get("to"))])


def add_gateway(app: Flask, letterbox: Letterbox, clock: Clock) -> None:
    """Take text messages as a gateway does, at `/sms`."""

    @app.post("/sms")
    def sms() -> tuple[str, int]:
        match request.get_json():
            case {"to": str(to), "from": str(sender), "message": str(text)}:
                letterbox.put(Letter(kind="sms", to=to, sender=sender, subject="", text=text, at=clock()))
                return "", 202
            case _:
                return "", 400


def add_gadgets(app: Flask, gadgets: Gadgets) -> None:
    """Press the button of a hardware token at `/tokens/<serial>`."""

    @app.post("/tokens/<serial>")
    def press(serial: str) -> Response:
        if not gadgets.press(serial):
            abort(404)
        return app.make_response(redirect(f"/?lang={read_language()}#token-{serial}", 303))


def add_placeholder(app: Flask, services: ServiceNames) -> None:
    """Say at `/tjanst/<id>` that a service without an application of its own would open here."""

    @app.get("/tjanst/<service_id>")
    def service(service_id: str) -> str:
        if service_id not in services:
            abort(404)
        return render_template("service.html", name=services[service_id].pick(read_language()))


def add_frame(app: Flask, folder: Path, portal: str) -> None:
    """Give every page its language, stylesheet and headers."""
    catalogues = load_catalogues()

    @app.context_processor
    def frame() -> dict[str, object]:
        language = read_language()
        return {
            "t": catalogues[language].text,
            "language": language,
            "other_languages": other_languages(catalogues, language),
            "portal": portal,
            "here": HERE,
        }

    @app.get("/inbox.css")
    def stylesheet() -> Response:
        return send_from_directory(folder / "ops" / "inbox", "inbox.css")

    @app.get("/icon.svg")
    def icon() -> Response:
        return send_from_directory(folder / "static", "icon.svg")

    @app.after_request
    def write_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response


def read_language() -> str:
    """Return the language asked for in the address, else by the browser."""
    return choose_language(
        [request.args.get("lang", ""), *request.accept_languages.values()], tuple(load_catalogues())
    )


def write_letter(letter: Letter) -> dict[str, str | None]:
    """Return the letter for a script, with its code taken out and its moment in ISO 8601."""
    return asdict(letter) | {"at": letter.at.isoformat(), "code": letter.code}
