"""Chooses the language and looks up texts.

A catalogue is a folder of TOML files, one per area: `locales/sv/signin.toml` holds the keys that begin with
`signin.`. One more language is one more folder, named by a tag that CLDR knows: its plural forms, lists, weekdays
and months come from there, the rest from the folder.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from babel import Locale

DEFAULT_LANGUAGE = "sv"
LOCALES = Path(__file__).parent / "locales"

Translate = Callable[..., str]
"""`t(key, **parameters)`: the text in the language chosen for this request."""

Entry = str | Mapping[str, str]


class UnknownText(LookupError):
    """No catalogue holds the key: a fault in the code, found by the tests that read every key."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every text of one language; a plural entry is a table of CLDR plural forms chosen by the parameter `n`."""

    language: str
    entries: Mapping[str, Entry]

    def text(self, key: str, **parameters: object) -> str:
        """Return the text with its placeholders filled; raise UnknownText when the key is missing."""
        try:
            entry = self.entries[key]
        except KeyError:
            raise UnknownText(f"{self.language}: {key}") from None
        if not isinstance(entry, str):
            entry = entry[Locale.parse(self.language).plural_form(int(str(parameters["n"])))]
        return entry.format(**parameters) if parameters else entry

    def has(self, key: str) -> bool:
        """Say whether the key exists."""
        return key in self.entries


def flatten(prefix: str, table: Mapping[str, Any]) -> dict[str, Entry]:
    """Return a nested table as dotted keys; a table that holds `other` is one plural entry."""
    flat: dict[str, Entry] = {}
    for name, value in table.items():
        key = f"{prefix}.{name}"
        if isinstance(value, str) or "other" in value:
            flat[key] = value
        else:
            flat.update(flatten(key, value))
    return flat


@cache
def load_catalogues(folder: Path = LOCALES) -> Mapping[str, Catalogue]:
    """Read every language below `folder`, keyed by language tag, the default language first."""
    catalogues = {}
    languages = [path for path in folder.iterdir() if path.is_dir()]
    for language in sorted(languages, key=lambda path: (path.name != DEFAULT_LANGUAGE, path.name)):
        entries: dict[str, Entry] = {}
        for area in sorted(language.glob("*.toml")):
            entries |= flatten(area.stem, tomllib.loads(area.read_text(encoding="utf-8")))
        catalogues[language.name] = Catalogue(language.name, MappingProxyType(entries))
    return MappingProxyType(catalogues)


def choose_language(wishes: Sequence[str], offered: Sequence[str]) -> str:
    """Return the first wish that is offered, comparing primary tags, else the default language.

    `wishes` run from strongest to weakest and may be BCP 47 tags such as `en-GB`.
    """
    for wish in wishes:
        primary = wish.replace("_", "-").split("-")[0].lower()
        if primary in offered:
            return primary
    return DEFAULT_LANGUAGE
