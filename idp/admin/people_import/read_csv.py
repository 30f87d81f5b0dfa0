"""Reads people from a table of text, a line at a time: UTF-8, with semicolons, commas or tabs between the cells."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from idp.admin.people_import.columns import NEEDED, Column, find_column
from idp.admin.people_import.row import MOST_BYTES, MOST_ROWS, Refused, Row, Why, WrongFile, WrongFileKind

DELIMITERS: Final = ";\t,"
LONGEST_CELL: Final = 4096


def read_csv(data: bytes) -> Iterator[Row | Refused]:
    """Yield each line after the first. Raises WrongFile, also on the way."""
    if len(data) > MOST_BYTES:
        raise WrongFile(WrongFileKind.LARGE)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongFile(WrongFileKind.ENCODING) from None
    if "\0" in text:
        raise WrongFile(WrongFileKind.TABLE)
    head = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    rows = Lines(text, delimiter)
    try:
        yield from read_rows(rows)
    except csv.Error:
        raise WrongFile(WrongFileKind.TABLE, rows.number) from None


class Lines:
    """The lines of a table, each as its cells; `number` is where we are."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        return self._reader

    @property
    def number(self) -> int:
        """The line that was read last, counted from 1."""
        return self._reader.line_num


def read_rows(rows: Lines) -> Iterator[Row | Refused]:
    """Yield each line after the first that is not empty. Raises WrongFile and csv.Error."""
    headings = next((cells for cells in rows if any(cells)), None)
    if headings is None:
        raise WrongFile(WrongFileKind.EMPTY)
    columns, count = read_headings(headings), 0
    for written in rows:
        cells = [cell.strip() for cell in written]
        if not any(cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise WrongFile(WrongFileKind.ROWS)
        if len(cells) != len(columns) or max(map(len, written)) > LONGEST_CELL:
            yield Refused(rows.number, Why.CELLS)
        else:
            yield Row(rows.number, dict(zip(columns, cells, strict=True)))
    if count == 0:
        raise WrongFile(WrongFileKind.EMPTY)


def read_headings(headings: list[str]) -> list[Column]:
    """Return what each column says. Raises WrongFile for one that is unknown, named twice or missing."""
    columns: list[Column] = []
    for place, heading in enumerate(headings, 1):
        column = find_column(heading)
        if column is None:
            raise WrongFile(WrongFileKind.UNKNOWN, place)
        if column in columns:
            raise WrongFile(WrongFileKind.TWICE, place)
        columns.append(column)
    if not set(NEEDED) <= set(columns):
        raise WrongFile(WrongFileKind.MISSING)
    return columns
