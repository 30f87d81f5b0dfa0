"""The way from a page to the same page in another language."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import request

from idp.i18n import Catalogue


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """A link to this page in another language, named in that language."""

    tag: str
    name: str
    href: str


def other_languages(catalogues: Mapping[str, Catalogue], language: str) -> tuple[OtherLanguage, ...]:
    """Return links to the page asked for in each other language; to the start when the page cannot be asked for again.

    The path is quoted: browsers read a backslash or a tab behind the first slash as the way to another site.
    """
    path, query = (quote(request.path), request.args) if request.method == "GET" else ("/", None)
    kept = [(key, value) for key, value in query.items(multi=True) if key != "lang"] if query else []
    return tuple(
        OtherLanguage(tag, catalogue.text("common.language"), f"{path}?{urlencode([*kept, ('lang', tag)])}")
        for tag, catalogue in catalogues.items()
        if tag != language
    )
