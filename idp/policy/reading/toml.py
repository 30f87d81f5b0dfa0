"""Reads a text as TOML, or says in which way it is none: the parser has few reasons, and each is a kind of fault."""

import re
import tomllib
from dataclasses import dataclass
from typing import Any, Final

KINDS: Final = {
    "Invalid statement": "toml_statement",
    "Invalid initial character for a key part": "toml_statement",
    "Expected newline or end of document": "toml_more",
    "Expected '=' after a key": "toml_equals",
    "Expected ']": "toml_head",
    "Found invalid character '\\n'": "toml_quote",
    "Illegal character '\\n'": "toml_quote",
    "Found invalid character": "toml_sign",
    "Illegal character": "toml_sign",
    "Unclosed array": "toml_list",
    "Unclosed inline table": "toml_table",
    "Unescaped '\\'": "toml_backslash",
    "Invalid hex value": "toml_backslash",
    "Escaped character": "toml_backslash",
    "Invalid date or datetime": "toml_date",
    "Invalid value": "toml_value",
    "Cannot mutate immutable namespace": "toml_closed",
    "Cannot redefine namespace": "toml_closed",
    "Cannot declare": "twice",
    "Cannot overwrite a value": "twice",
    "Duplicate": "twice",
}
"""How the reasons of `tomllib` begin, and what each is; the first that fits counts."""

ENDS: Final = "toml_end"
"""The text ends in the middle of something."""

BEYOND: Final = "toml_beyond"
"""A number or lists in lists that are more than can be read."""

UNKNOWN: Final = "no_toml"
"""Any other reason, of a parser that has learned more of them."""

PLACE: Final = re.compile(
    r"(?P<reason>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)", re.DOTALL
)


@dataclass(frozen=True)
class NotToml(Exception):
    """A text is no TOML: the parser's own reason, its kind, and where, counted from 1."""

    reason: str
    kind: str
    line: int
    column: int


def read_toml(text: str) -> dict[str, Any]:
    """Return the document. Raises NotToml for a text that is none."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise place_reason(str(problem), text) from None
    except (ValueError, RecursionError):
        raise NotToml("a number or a list is too long to be read", BEYOND, 1, 1) from None


def place_reason(told: str, text: str) -> NotToml:
    """Return what the parser told of a text."""
    found = PLACE.fullmatch(told)
    if found and found["line"]:
        return NotToml(found["reason"], name_kind(found["reason"]), int(found["line"]), int(found["column"]))
    lines = text.splitlines() or [""]
    return NotToml(
        found["reason"] if found else told, ENDS if found else UNKNOWN, len(lines), len(lines[-1]) + 1
    )


def name_kind(reason: str) -> str:
    """Return the kind of a reason that names its place."""
    return next((kind for begins, kind in KINDS.items() if reason.startswith(begins)), UNKNOWN)
