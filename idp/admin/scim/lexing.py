"""Cuts a filter or a path into words, texts, numbers and signs (RFC 7644, section 3.4.2.2)."""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from idp.admin.scim.fault import bad_filter
from idp.admin.scim.filter import Value
from idp.admin.storable import is_storable

MOST_CHARACTERS: Final = 2000
MOST_LEXEMES: Final = 400
WORD: Final = re.compile(r"[A-Za-z$][A-Za-z0-9_$:.\-]*")
TEXT: Final = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,18})(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,2})?")


class Kind(StrEnum):
    """What a lexeme is."""

    WORD = "word"
    VALUE = "value"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece: its text as written, the value it stands for, and the place it begins, counted from 1."""

    kind: Kind
    text: str
    value: Value
    place: int


def cut(written: str) -> list[Lexeme]:
    """Return the pieces of the text, the last of them its end. Raises Fault: `invalidFilter`."""
    if len(written) > MOST_CHARACTERS:
        raise bad_filter(f"a filter has at most {MOST_CHARACTERS} characters")
    pieces, at = [], 0
    while at < len(written):
        if written[at] == " ":
            at += 1
            continue
        piece = read_piece(written, at)
        pieces.append(piece)
        at += len(piece.text)
        if len(pieces) > MOST_LEXEMES:
            raise bad_filter("the filter has too many parts; ask for less at a time")
    return [*pieces, Lexeme(Kind.END, "", None, at + 1)]


def read_piece(written: str, at: int) -> Lexeme:
    """Return the piece that begins there. Raises Fault."""
    place = at + 1
    if written[at] in "()[].":
        return Lexeme(Kind.SIGN, written[at], None, place)
    if (word := WORD.match(written, at)) is not None:
        return Lexeme(Kind.WORD, word.group(), None, place)
    if (text := TEXT.match(written, at)) is not None:
        return Lexeme(Kind.VALUE, text.group(), read_text(text.group(), place), place)
    if (number := NUMBER.match(written, at)) is not None:
        value: int | float = json.loads(number.group())
        return Lexeme(Kind.VALUE, number.group(), value, place)
    raise bad_filter(f"nothing readable begins at character {place}; texts stand in double quotes")


def read_text(quoted: str, place: int) -> str:
    """Return the text of a JSON string. Raises Fault."""
    try:
        text: str = json.loads(quoted)
    except ValueError:
        raise bad_filter(f"the text at character {place} is not a JSON string") from None
    if not is_storable(text):
        raise bad_filter(f"the text at character {place} holds what no text here can hold")
    return text
