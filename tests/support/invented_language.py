"""A language nobody has translated the provider into: each Swedish text with a mark before it, in Polish grammar.

Polish has four plural forms, months and weekdays of its own, and its own word for "or": what a language needs beyond
its folder of texts.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree

from idp.i18n import LOCALES, Catalogue, load_catalogues

INVENTED, NAME, MARK = "pl", "Polski", "¤"
PLURAL = re.compile(r'\{ one = ("(?:[^"\\]|\\.)*")')
TEXT = re.compile(r'= "(?:"")?\n?')


def add_language(folder: Path) -> Mapping[str, Catalogue]:
    """Write the invented language beside the real ones in a folder and read them all."""
    copytree(LOCALES, folder, dirs_exist_ok=True)
    (folder / INVENTED).mkdir()
    for area in (LOCALES / "sv").glob("*.toml"):
        plural = PLURAL.sub(r"{ one = \1, few = \1, many = \1", area.read_text(encoding="utf-8"))
        marked = TEXT.sub(lambda begun: begun[0] + MARK, plural)
        named = marked.replace(f'"{MARK}Svenska"', f'"{NAME}"')
        (folder / INVENTED / area.name).write_text(named, encoding="utf-8")
    return load_catalogues(folder)
