"""Puts a whole table into a TOML text, or takes one out with the comment right above it; every other line stays as it is."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from idp.policy.writing.put import find_end
from idp.policy.writing.values import Value, tell_key, tell_value
from idp.toml_lines import HEADER, list_keys


def add_table(text: str, kind: str, name: str, keys: Mapping[str, Value]) -> str | None:
    """Return the text with the table below the last of its kind, or at the end; None when its place is not found."""
    lines = text.splitlines(keepends=True)
    last = max((number for number, path in list_keys(text) if path[0] == kind), default=len(lines))
    below = find_below(lines, last - 1) if lines else 0
    if below is None:
        return None
    head = "".join(lines[:below]).rstrip("\n")
    written = [f"[{kind}.{tell_key(name)}]", *(f"{key} = {tell_value(value)}" for key, value in keys.items())]
    return "\n".join((*([head, ""] if head else []), *written, "")) + "".join(lines[below:])


def remove_table(text: str, kind: str, name: str) -> str | None:
    """Return the text without the table and what is below it; None when its end is not found."""
    lines = text.splitlines(keepends=True)
    for begins, last in reversed(tuple(list_stretches(text, kind, name))):
        end = find_below(lines, last)
        if end is None:
            return None
        begin = begins
        while begin and lines[begin - 1].lstrip().startswith("#"):
            begin -= 1
        lines[begin:end] = []
        lines = join_blank(lines, begin)
    return "".join(lines)


def find_own_comment(text: str, kind: str, name: str) -> str:
    """Return the comment right above a table, which goes when the table does; nothing when there is none."""
    lines = text.splitlines()
    first = next((begins for begins, _ in list_stretches(text, kind, name)), 0)
    begin = first
    while begin and lines[begin - 1].lstrip().startswith("#"):
        begin -= 1
    return "\n".join(line.strip().lstrip("#").strip() for line in lines[begin:first])


def list_stretches(text: str, kind: str, name: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last line, counted from 0, of each unbroken run of a table's heads and keys."""
    for is_own, run in groupby(list_keys(text), key=lambda one: one[1][:2] == (kind, name)):
        if is_own:
            numbers = [number - 1 for number, _ in run]
            yield numbers[0], numbers[-1]


def find_below(lines: Sequence[str], place: int) -> int | None:
    """Return the line below a head or a whole value; None when the value does not end."""
    return place + 1 if HEADER.match(lines[place]) else find_end(lines, place)


def join_blank(lines: list[str], place: int) -> list[str]:
    """Return the lines with the blank ones above a cut gone, where blank ones or the end follow it."""
    if place < len(lines) and lines[place].strip():
        return lines
    above = place
    while above and not lines[above - 1].strip():
        above -= 1
    below = place
    while above == 0 and below < len(lines) and not lines[below].strip():
        below += 1
    return lines[:above] + lines[below:]
