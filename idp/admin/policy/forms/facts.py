"""What a new service or zone is called, in a guided form: its names by language, and the short name in the text."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from idp.admin.policy.forms.days import LANGUAGES
from idp.admin.policy.forms.hours import Form
from idp.admin.policy.sentence import read_sentence
from idp.errors import Problem
from idp.policy.reading.order import NAME

LONGEST: Final = 120
RESERVED: Final = ("order",)
"""What the text itself calls something."""

SIGN: Final = re.compile(r"[^a-z0-9]+")
LONGEST_KEY: Final = 40


def find_wrong_facts(form: Form, taken: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the names that were typed; `taken` are the short names there are."""
    yield from find_wrong_names(form)
    key = read_key(form)
    if not key and not form.get("name-sv", "").strip():
        return
    if not NAME.fullmatch(key) or key in RESERVED:
        yield Problem("key", "console_new.problem.key")
    elif key in taken:
        yield Problem("key", "console_new.problem.taken", {"key": key})


def find_wrong_names(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the names by language."""
    if not form.get("name-sv", "").strip():
        yield Problem("name-sv", "console_new.problem.name")
    for field in (f"name-{tag}" for tag in LANGUAGES):
        if len(form.get(field, "").strip()) > LONGEST:
            yield Problem(field, "console_new.problem.long", {"most": LONGEST})


def read_key(form: Form) -> str:
    """Return the short name that was typed, else one made of the Swedish name."""
    return form.get("key", "").strip() or make_key(form.get("name-sv", ""))


def make_key(name: str) -> str:
    """Return a name as a short name: a–z, 0–9 and hyphens, without the dots and rings of its letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return SIGN.sub("-", plain).strip("-")[:LONGEST_KEY].rstrip("-")


def show_texts(texts: Mapping[str, str], stem: str) -> dict[str, str]:
    """Return a text by language as a form first shows it."""
    return {f"{stem}-{tag}": texts.get(tag, "") for tag in LANGUAGES}


def read_texts(form: Form, stem: str) -> dict[str, str]:
    """Return a text by language, nothing without a Swedish one. English is always there, and is the Swedish unless typed."""
    typed = {tag: text for tag in LANGUAGES if (text := read_sentence(form, f"{stem}-{tag}"))}
    return {"sv": typed["sv"], "en": typed["sv"], **typed} if "sv" in typed else {}
