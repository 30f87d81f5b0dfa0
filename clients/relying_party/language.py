"""The language of the pages: what the person chose, else what the browser prefers, else Swedish."""

import tomllib
from pathlib import Path
from typing import Any

from flask import current_app, request, session

DEFAULT = "sv"
TEXTS = Path(__file__).parent / "texts"
LANGUAGES = tuple(sorted((file.stem for file in TEXTS.glob("*.toml")), key=lambda tag: (tag != DEFAULT, tag)))
"""The languages there are texts in, Swedish first."""

Texts = dict[str, Any]


def remember_language() -> None:
    """Keep the choice made with ?lang=sv and the like. Any other value is no choice."""
    if request.args.get("lang") in LANGUAGES:
        session["lang"] = request.args["lang"]


def current_language() -> str:
    """Return the tag of the request's language."""
    return session.get("lang") or request.accept_languages.best_match(LANGUAGES, default=DEFAULT)


def other_languages() -> list[tuple[str, str]]:
    """Return each other language's tag and the words that lead to it, in that language."""
    texts, current = current_app.extensions["texts"], current_language()
    return [(tag, texts[tag]["family"]["language"]) for tag in LANGUAGES if tag != current]


def load_texts(*folders: Path) -> dict[str, Texts]:
    """Read <folder>/<language>.toml of each folder; a later folder's text replaces an earlier one's."""
    catalogue: dict[str, Texts] = {language: {} for language in LANGUAGES}
    for folder in folders:
        for language in LANGUAGES:
            _merge(catalogue[language], tomllib.loads((folder / f"{language}.toml").read_text("utf-8")))
    return catalogue


def t(key: str, **values: object) -> str:
    """Return the text of a dotted key in the request's language. Raises KeyError if there is none.

    A text with the forms `one` and `other` is chosen by the value `n`.
    """
    text: Any = current_app.extensions["texts"][current_language()]
    for part in key.split("."):
        text = text[part]
    if isinstance(text, dict):
        text = text["one" if values.get("n") == 1 else "other"]
    return str(text).format(**values)


def _merge(into: Texts, other: Texts) -> None:
    for key, value in other.items():
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        else:
            into[key] = value
