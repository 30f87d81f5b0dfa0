"""Every text is translated, used, and filled with the same things in both languages."""

import ast
import re
from collections.abc import Iterator
from string import Formatter

import pytest

from idp.i18n import Entry, load_catalogues
from tests.architecture.sources import ROOT, list_modules, parse

CATALOGUES = load_catalogues()
SWEDISH = CATALOGUES["sv"].entries
QUOTED = (re.compile(r'"([^"\n]*)"'), re.compile(r"'([^'\n]*)'"))
FILLED = "[a-z0-9_.]+"
LOOK_UP = re.compile(r"""\bt\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")


def list_placeholders(entry: Entry) -> set[str]:
    texts = [entry] if isinstance(entry, str) else entry.values()
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


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
