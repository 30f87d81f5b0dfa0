"""Gives a list that stands on several lines other entries, line by line, so that each entry keeps its comment."""

import tomllib
from collections.abc import Sequence
from typing import Any


def replace_entries(chunk: str, entries: Sequence[Any], written: Sequence[str]) -> str | None:
    """Return a key's lines with these entries, each `written` as TOML; None for a list in another layout.

    That is a list with one entry or more on each line of its own, none beside the brackets. What is new stands before
    everything that stays, or behind it.
    """
    first, *middle = chunk.splitlines(keepends=True)
    last = middle.pop() if middle else ""
    if not middle or read_entries(first.partition("[")[2]) != [] or not last.lstrip().startswith("]"):
        return None
    kept, seen, place = [first], list[Any](), 1
    for line in middle:
        found = read_entries(line)
        if found is None or (stays := sum(one in entries for one in found)) not in (0, len(found)):
            return None
        if found and not stays:
            continue
        seen.extend(found)
        kept.append(end_with_comma(line, found) if found else line)
        place = len(kept) if found else place
    indent = next((line[: len(line) - len(line.lstrip())] for line in middle if read_entries(line)), "  ")
    new = {at: f"{indent}{written[at]},\n" for at, entry in enumerate(entries) if entry not in seen}
    stays_at = next((at for at, entry in enumerate(entries) if entry in seen), 0)
    kept[place:place] = [line for at, line in new.items() if at >= stays_at]
    kept[1:1] = [line for at, line in new.items() if at < stays_at]
    return "".join((*kept, last))


def read_entries(line: str) -> list[Any] | None:
    """Return the texts and tables on one line of a list; None when it holds anything else, or is a part of something."""
    try:
        found = tomllib.loads(f"entries = [{line}\n]")["entries"]
    except tomllib.TOMLDecodeError:
        return None
    return found if all(isinstance(one, str | dict) for one in found) else None


def end_with_comma(line: str, found: Sequence[Any]) -> str:
    """Return a line of entries with a comma behind the last."""
    if read_entries(f'{line.rstrip()}\n"more"') is not None:
        return line
    ends = (end for end in range(1, len(line)) if read_entries(line[:end]) == found)
    end = next(ends, len(line.rstrip()))
    return f"{line[:end]},{line[end:]}"
