"""Reads tokens from a table of text: one a line, its columns named by the first."""

import csv
from collections import Counter
from collections.abc import Mapping
from io import StringIO
from typing import Final

from idp.methods.tokens.draft import MOST_BYTES, Draft, build_draft, read_secret
from idp.methods.tokens.wrong import Fault, Wrong, WrongFile

NEEDED: Final = frozenset({"serial", "secret", "type"})
KNOWN: Final = NEEDED | {"digits", "period", "counter", "algorithm"}


def read_csv(data: bytes) -> tuple[Draft | Fault, ...]:
    """Return a draft or a fault for each line after the first; raise WrongFile when the table cannot be read.

    Columns stand in any order, with commas or semicolons between them.
    """
    if len(data) > MOST_BYTES:
        raise WrongFile(Wrong.LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(Wrong.ENCODING) from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(StringIO(text, newline=""), delimiter=";" if ";" in head else ",", strict=True)
    try:
        check_columns([name.strip().lower() for name in rows.fieldnames or ()])
        rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
        return tuple(read_row(rows.line_num, row) for row in rows)
    except csv.Error as error:
        raise WrongFile(name_reason(error), str(rows.line_num + 1)) from None


def name_reason(error: csv.Error) -> Wrong:
    """Return why a line cannot be read, of which the library has nothing but a sentence."""
    match str(error).split():
        case ["unexpected", "end", *_]:
            return Wrong.OPEN_QUOTE
        case ["field", "larger", *_]:
            return Wrong.LONG_CELL
        case _:
            return Wrong.CLOSED_QUOTE


def check_columns(names: list[str]) -> None:
    """Raise WrongFile unless the columns are known, each once, and those that are needed are there."""
    if missing := NEEDED.difference(names):
        raise WrongFile(Wrong.COLUMNS_MISSING, ", ".join(sorted(missing)))
    if unknown := [name for name in names if name not in KNOWN]:
        raise WrongFile(Wrong.COLUMN_UNKNOWN, str(names.index(unknown[0]) + 1), ", ".join(sorted(KNOWN)))
    (name, count), *_ = Counter(names).most_common(1)
    if count > 1:
        raise WrongFile(Wrong.COLUMN_TWICE, name)


def read_row(line: int, row: Mapping[str | None, str | list[str] | None]) -> Draft | Fault:
    """Return what one line states."""
    if None in row or None in row.values():
        return Fault(line, Wrong.CELLS)
    cells = {str(name): str(cell).strip() for name, cell in row.items()}
    numbers = {}
    for name in ("digits", "period", "counter"):
        cell = cells.get(name, "")
        if cell and not (cell.isascii() and cell.isdigit() and len(cell) <= 16):
            return Fault(line, Wrong.NUMBER, name)
        numbers[name] = int(cell) if cell else None
    return build_draft(
        line,
        serial=cells["serial"],
        secret=read_secret(cells["secret"]),
        kind=cells["type"].lower(),
        algorithm=cells.get("algorithm", "").lower().replace("-", ""),
        digits=numbers["digits"],
        period_seconds=numbers["period"],
        counter=numbers["counter"],
    )
