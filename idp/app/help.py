"""The help pages: what to do when signing in does not work. Open to everybody, before and after sign-in."""

from dataclasses import dataclass

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from idp.app.parts import AppParts
from idp.config.sections.help import Help
from idp.i18n import DEFAULT_LANGUAGE
from idp.signin.pages.journey import read_interaction

TOPICS = ("phone", "password", "no-code", "wrong-code", "locked", "service", "network", "account", "cookies")
"""The pages below /help, the most asked for first. Each has its own file in templates/help."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When the helpdesk answers, and the language it is written in."""

    text: str
    language: str


def build_help(parts: AppParts) -> Blueprint:
    """Return /help and the pages below it. A sign-in that waits comes along, so that the way back is one click."""
    pages = Blueprint("help", __name__, url_prefix="/help")

    @pages.get("")
    def index() -> ResponseReturnValue:
        parts.visiting.peek()
        return render_template("help/index.html", topics=TOPICS, interaction=read_interaction())

    @pages.get("/<topic>")
    def show(topic: str) -> ResponseReturnValue:
        if topic not in TOPICS:
            abort(404)
        visit = parts.visiting.peek()
        zone, settings = parts.policy.zones.get(visit.zone), parts.config.help
        return render_template(
            f"help/{topic}.html",
            interaction=read_interaction(),
            is_inside=zone.inside,
            zone=zone.label.pick(visit.language),
            forgotten_password_url=settings.forgotten_password_url,
            opening_hours=pick_hours(settings, visit.language),
        )

    return pages


def pick_hours(settings: Help, language: str) -> OpeningHours | None:
    """Return the opening hours in the reader's language, else in Swedish; None when none are configured."""
    if hours := (settings.opening_hours_in or {}).get(language):
        return OpeningHours(hours, language)
    return OpeningHours(settings.opening_hours, DEFAULT_LANGUAGE) if settings.opening_hours else None
