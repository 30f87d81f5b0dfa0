"""Finds the line on which a key of a TOML text stands, for errors that say where to look."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

HEADER: Final = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
ASSIGNMENT: Final = re.compile(
    r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
BARE: Final = re.compile(r"[A-Za-z0-9_-]+\Z")

Path = tuple[str | int, ...]


def find_line(text: str, path: Sequence[str | int]) -> int:
    """Return the line, counted from 1, of the key at `path`, or of the nearest key beside or above it.

    A step is a key, or the place (from 0) in an array of tables. Line 1 when nothing of the path is written.
    """
    return find_lines(text, (path,))[0]


def find_lines(text: str, paths: Iterable[Sequence[str | int]]) -> tuple[int, ...]:
    """Return the line of each path, as find_line does; the text is read once, however many there are."""
    first: dict[Path, int] = {(): 1}
    for number, found in list_keys(text):
        for steps in range(1, len(found) + 1):
            first.setdefault(found[:steps], number)
    return tuple(
        next(first[start] for steps in range(len(path), -1, -1) if (start := tuple(path[:steps])) in first)
        for path in paths
    )


def list_keys(text: str) -> Iterator[tuple[int, Path]]:
    """Yield each line that names a key, with the whole path; what stands inside long strings is passed over."""
    table: Path = ()
    places: dict[Path, int] = {}
    quote = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quote:
            quote = "" if line.count(quote) % 2 else quote
            continue
        if header := HEADER.match(line):
            table = place(split_key(header[2]), places)
            if header[1] == "[[":
                places[table] = places.get(table, -1) + 1
                table = (*table, places[table])
            yield number, table
        elif assignment := ASSIGNMENT.match(line):
            yield number, (*table, *split_key(assignment[1]))
        quote = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")


def place(table: Path, places: dict[Path, int]) -> Path:
    """Return a table's path with the newest place put after each array of tables on the way to it."""
    placed: Path = ()
    for number, step in enumerate(table, 1):
        placed = (*placed, step)
        if placed in places and number < len(table):
            placed = (*placed, places[placed])
    return placed


def split_key(written: str) -> Path:
    """Return the steps of a dotted key, unquoted, as TOML itself reads them; a bare key is its own only step."""
    if BARE.match(written):
        return (written,)
    step: Any = tomllib.loads(f"{written} = 0")
    steps: list[str | int] = []
    while isinstance(step, dict):
        name, step = next(iter(step.items()))
        steps.append(name)
    return tuple(steps)
