"""What every template can use: texts, the municipality, static files, the way to the other languages."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask, g

from idp.app.demo_zone import build_zone_bar
from idp.app.other_languages import other_languages
from idp.app.parts import AppParts
from idp.app.statics import Statics
from idp.i18n import Catalogue


def add_page_context(app: Flask, parts: AppParts, statics: Statics) -> None:
    """Hand every template `t`, `language`, `municipality`, `helpdesk`, `static`, `csrf`, `visit` and the rest.

    The visit is there only on pages that asked for it, so that an error page needs no database.
    """
    municipality = parts.config.municipality
    app.jinja_env.filters["telephone"] = telephone

    @app.context_processor
    def page_context() -> dict[str, Any]:
        visit = g.get("visit")
        language = visit.language if visit else parts.visiting.language()
        return {
            "t": translate(parts.catalogues[language], municipality.helpdesk.name),
            "language": language,
            "other_languages": other_languages(parts.catalogues, language),
            "municipality": municipality,
            "helpdesk": municipality.helpdesk,
            "static": statics.path_of,
            "visit": visit,
            "csrf": visit.csrf if visit else "",
            "zone_bar": build_zone_bar(parts, visit, language) if visit else None,
            "problems": (),
            "standing": None,
        }


def translate(catalogue: Catalogue, helpdesk: str) -> Callable[..., str]:
    """Return `t`: the catalogue's texts, in which `{helpdesk}` is always known."""
    return partial(look_up, catalogue, helpdesk)


def look_up(catalogue: Catalogue, helpdesk: str, key: str, **parameters: object) -> str:
    """Return one text. Texts without parameters may hold `{helpdesk}` all the same."""
    return catalogue.text(key, **({"helpdesk": helpdesk} | parameters))


def telephone(number: str) -> str:
    """Return a telephone number as a `tel:` address takes it: digits, and a plus sign first."""
    return "".join(character for character in number if character.isdigit() or character == "+")
