"""Puts one key of a table into a TOML text, takes it out or gives it another value; every other line stays as it is."""

import tomllib
from collections.abc import Sequence
from typing import Final

from idp.policy.writing.entries import replace_entries
from idp.policy.writing.values import Value, tell_key, tell_value
from idp.toml_lines import ASSIGNMENT, HEADER, list_keys

LONGEST: Final = 500
"""Lines that a value is looked for on."""

ENDS: Final = ("]", "}", '"""', "'''")
"""What the last line of a value of several lines holds."""


def put(
    text: str, table: tuple[str, ...], key: str, value: Value | None, after: Sequence[str] = ()
) -> str | None:
    """Return the text in which the key has the value, or is gone for None; None when its place is not found.

    A new key comes behind the first of `after` that is there, else right below the head of its table; one of no table
    comes below the comment that the text begins with.
    """
    lines = text.splitlines(keepends=True)
    places = {path: number - 1 for number, path in reversed(tuple(list_keys(text)))}
    if (begins := places.get((*table, key))) is not None:
        ends = find_end(lines, begins)
        if ends is None:
            return None
        written = "" if value is None else change_value("".join(lines[begins:ends]), value)
        return "".join((*lines[:begins], written, *lines[ends:]))
    if value is None:
        return text
    if not table:
        return put_first(lines, f"{tell_key(key)} = {tell_value(value)}\n")
    anchors = ((*table, name) for name in after if (*table, name) in places)
    anchor = next(anchors, table)
    if anchor not in places or (anchor == table and not HEADER.match(lines[places[anchor]])):
        return None
    above = places[anchor]
    below = above + 1 if anchor == table else find_end(lines, above)
    if below is None:
        return None
    indent = lines[above][: len(lines[above]) - len(lines[above].lstrip())]
    head = [*lines[:below]]
    head[-1] = f"{head[-1].rstrip()}\n"
    return "".join((*head, f"{indent}{tell_key(key)} = {tell_value(value)}\n", *lines[below:]))


def put_first(lines: Sequence[str], written: str) -> str:
    """Return a text with one more line below the comment that it begins with, and a blank one on either side."""
    first = next((place for place, line in enumerate(lines) if not line.startswith("#")), len(lines))
    head, rest = "".join(lines[:first]), "".join(lines[first:]).lstrip("\n")
    return "\n".join(part for part in (head, written, rest) if part)


def find_end(lines: Sequence[str], begins: int) -> int | None:
    """Return the line behind a key's value; None when it does not end within reason."""
    for end in range(begins + 1, min(len(lines), begins + LONGEST) + 1):
        is_whole = end == begins + 1 or any(mark in lines[end - 1] for mark in ENDS)
        if is_whole and is_toml("".join(lines[begins:end])):
            return end
    return None


def change_value(chunk: str, value: Value) -> str:
    """Return a key's lines with another value. A list on several lines keeps the lines of what stays in it."""
    by_line = replace_entries(chunk, value, [*map(tell_value, value)]) if isinstance(value, list) else None
    return by_line or replace_value(chunk, tell_value(value))


def replace_value(chunk: str, written: str) -> str:
    """Return a key's lines with another value; what is commented behind it stays."""
    found = ASSIGNMENT.match(chunk)
    head = found.end() if found else 0
    ends = (place for place, sign in enumerate(chunk) if sign == "#" and place > head)
    end = next((place for place in ends if is_toml(chunk[:place])), len(chunk))
    tail = chunk[len(chunk[:end].rstrip()) :]
    return f"{chunk[:head]} {written}{tail}"


def is_toml(text: str) -> bool:
    """Say whether the text is a whole TOML document."""
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True
