"""Every text is translated, used, filled with the same things in every language, and in words that people use."""

import ast
import re
import tomllib
from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest
from babel import Locale

from idp.i18n import Entry, load_catalogues
from tests.architecture.sources import ROOT, list_modules, parse

CATALOGUES = load_catalogues()
SWEDISH = CATALOGUES["sv"].entries
TRANSLATIONS = [language for language in CATALOGUES if language != "sv"]
QUOTED = (re.compile(r'"([^"\n]*)"'), re.compile(r"'([^'\n]*)'"))
FILLED = "[a-z0-9_.]+"
LOOK_UP = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")
SAME_WORDS = {
    "en": {
        "accessibility.day",
        "common.zone_bar.label",
        "console.menu.label",
        "console.menu.start",
        "console_people.thing.device",
        "mine.moment.date",
        "mine.moment.day",
    },
    "fi": set[str](),
}
"""What is written as in Swedish because the languages agree."""

OF_NO_LANGUAGE = {"oidc.acr.title", "portal.add.code.submit"}
"""What consists of placeholders and signs that every language has."""

TO_ADMINISTRATORS = "console"
"""How the areas begin whose texts are read by those who know the trade."""

JARGON = {
    "sv": r"autentis|session|\bmfa\b|valider|verifier|tvåfaktor|\botp\b|engångslösen|\btoken|inloggningsuppgift",
    "en": r"authenticat(?!or)|session|\bmfa\b|validat|verif|two-factor|\botp\b|one-time pass|credential|log ?in",
    "fi": r"autentik|todenn|istunno|istunto|\bmfa\b|valid|verifi|\botp\b|kertakäyttösalas|token|käyttöoikeustie",
}
"""Words of the trade and words for the same thing twice: no text to people holds them."""


def list_placeholders(entry: Entry) -> set[str]:
    texts = [entry] if isinstance(entry, str) else entry.values()
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def list_labels(part: Any) -> Iterator[dict[str, str]]:
    """Yield each text of a policy file: a table with Swedish in it."""
    if isinstance(part, dict) and "sv" in part:
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from list_labels(inner)


def list_written() -> Iterator[str]:
    """Yield a pattern for each text in code and templates that may name a key; what is filled in matches anything."""
    for module in list_modules():
        for node in ast.walk(parse(module)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else FILLED
                    for part in node.values
                )
    for template in (ROOT / "templates").rglob("*.html"):
        source = template.read_text(encoding="utf-8")
        for text in (text for quoted in QUOTED for text in quoted.findall(source)):
            yield re.escape(text) + (FILLED if text.endswith((".", "_")) else "")


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_language_has_exactly_the_keys_of_swedish(language: str) -> None:
    assert CATALOGUES[language].entries.keys() == SWEDISH.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_translation_is_filled_with_what_the_swedish_is(language: str) -> None:
    entries = CATALOGUES[language].entries
    differing = [key for key in SWEDISH if list_placeholders(entries[key]) != list_placeholders(SWEDISH[key])]
    assert differing == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_plural_has_the_forms_that_the_language_has(language: str) -> None:
    plural_form = Locale.parse(language).plural_form
    forms = {plural_form(number) for number in range(1001)}
    entries = CATALOGUES[language].entries
    plurals = {key: set(entry) for key, entry in entries.items() if not isinstance(entry, str)}
    assert {key: found for key, found in plurals.items() if found != forms} == {}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_text_is_left_in_swedish(language: str) -> None:
    entries = CATALOGUES[language].entries
    untranslated = {key for key in SWEDISH if entries[key] == SWEDISH[key]}
    assert untranslated == OF_NO_LANGUAGE | SAME_WORDS.get(language, set())


@pytest.mark.parametrize("language", JARGON)
def test_no_text_holds_words_of_the_trade(language: str) -> None:
    jargon = re.compile(JARGON[language], re.IGNORECASE)
    entries = CATALOGUES[language].entries.items()
    written = {key: str(entry) for key, entry in entries if not key.startswith(TO_ADMINISTRATORS)}
    assert {key: text for key, text in written.items() if jargon.search(text)} == {}


def test_every_language_says_which_words_are_of_the_trade() -> None:
    assert JARGON.keys() == CATALOGUES.keys()


def test_the_demonstrations_policy_is_written_in_every_language() -> None:
    """The catalogues hold no names of levels, networks and services: the policy names them."""
    policy = tomllib.loads((ROOT / "idp/ops/demo/policy.toml").read_text(encoding="utf-8"))
    assert [label for label in list_labels(policy) if label.keys() != CATALOGUES.keys()] == []


def test_no_text_is_empty() -> None:
    assert [
        key for catalogue in CATALOGUES.values() for key, entry in catalogue.entries.items() if not entry
    ] == []


def test_every_text_that_is_looked_up_exists() -> None:
    files = [*(ROOT / "templates").rglob("*.html"), *(ROOT / module for module in list_modules())]
    asked = {key for file in files for key in LOOK_UP.findall(file.read_text(encoding="utf-8"))}
    assert asked - SWEDISH.keys() == set()


def test_every_text_is_used() -> None:
    areas = {key.partition(".")[0] for key in SWEDISH}
    naming = [text for text in set(list_written()) if r"\." in text and text.partition(r"\.")[0] in areas]
    used = re.compile("|".join(naming))
    assert [key for key in SWEDISH if not used.fullmatch(key)] == []
