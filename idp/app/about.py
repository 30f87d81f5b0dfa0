"""The pages about the site itself: the accessibility statement and the privacy notice."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from idp.app.parts import AppParts
from idp.app.statement import build_statement


def build_about(parts: AppParts) -> Blueprint:
    """Return the pages below /about, open to everybody."""
    pages = Blueprint("about", __name__, url_prefix="/about")

    @pages.get("/accessibility")
    def accessibility() -> ResponseReturnValue:
        language = parts.visiting.peek().language
        pattern = parts.catalogues[language].text("accessibility.day")
        statement = build_statement(parts.config.accessibility, language, pattern)
        return render_template("about/accessibility.html", statement=statement)

    @pages.get("/privacy")
    def privacy() -> ResponseReturnValue:
        parts.visiting.peek()
        return render_template(
            "about/privacy.html",
            idle_minutes=parts.config.sessions.idle_minutes,
            keepings=parts.keepings,
        )

    return pages
