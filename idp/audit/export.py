"""Rows of the trail as files for other programs: CSV for people's spreadsheets, JSON Lines for everything else."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import StringIO
from typing import Any, Final

from idp.audit.chain import Row, is_emptied
from idp.audit.details import FIELDS
from idp.audit.emptied import NOTHING
from idp.audit.search import read_fields

COLUMNS: Final = ("seq", "at", "tag", *FIELDS, "details", "emptied", "previous", "hash", "digest")
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet calculate a cell (OWASP, CSV Injection)."""


class BadExport(ValueError):
    """A line of an export is none; the message says which."""


write_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
"""Writes JSON as events do. Made once, as `write_line` is: `json.dumps` makes a new encoder for each of a million rows."""

write_line = json.JSONEncoder(ensure_ascii=False).encode


def write_csv(values: Iterable[Any]) -> str:
    """Return one line of CSV (RFC 4180); every value is quoted, and none is a formula."""
    line = StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="").writerow([disarm(value) for value in values])
    return line.getvalue()


def write_csv_row(row: Row) -> str:
    """Return the row as a line of CSV with the columns COLUMNS."""
    fields = read_fields(row)
    details = {name: value for name, value in fields.items() if name not in FIELDS}
    own = [fields.get(name, "") for name in FIELDS]
    shown = write_canonical(details) if details else ""
    emptied = "yes" if is_emptied(row) else ""
    head = [row.seq, row.at.isoformat(), row.tag]
    return write_csv([*head, *own, shown, emptied, row.previous, row.hash, row.digest])


def disarm(value: Any) -> str:
    """Return a cell's text with an apostrophe before what a spreadsheet would calculate."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def write_json(row: Row) -> str:
    """Return the row as a line of JSON, without loss.

    `fields` is an object when its canonical text is what is stored, else that text: the digest covers every
    character. It is null when the row has lost them.
    """
    fields = read_fields(row)
    kept = None if is_emptied(row) else fields if write_canonical(fields) == row.fields else row.fields
    written = {
        "seq": row.seq,
        "at": row.at.isoformat(),
        "tag": row.tag,
        "fields": kept,
        "previous": row.previous,
        "hash": row.hash,
        "digest": row.digest,
    }
    return write_line(written | {"entry": row.entry} if row.entry else written)


def read_json(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of an export in JSON Lines. Raises BadExport."""
    for number, line in enumerate(lines, 1):
        try:
            written = json.loads(line)
            fields = written["fields"]
            yield Row(
                int(written["seq"]),
                datetime.fromisoformat(written["at"]),
                str(written["tag"]),
                read_kept(fields),
                str(written["previous"]),
                str(written["hash"]),
                str(written.get("entry", "")),
                str(written["digest"]),
            )
        except (ValueError, KeyError, TypeError) as problem:
            raise BadExport(f"line {number} is no row of the trail") from problem


def read_kept(fields: Any) -> str:
    """Return a row's fields as they are stored, from how `write_json` writes them."""
    if fields is None:
        return NOTHING
    return fields if isinstance(fields, str) else write_canonical(fields)
