"""The forms in which the trail leaves: JSON Lines, CSV, and syslog messages (RFC 5424)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from idp.audit.chain import Row
from idp.audit.export import COLUMNS, write_csv, write_csv_row, write_json
from idp.audit.syslog import write_syslog


class Form(StrEnum):
    """A form of export; its value is also the file's ending."""

    JSONL = "jsonl"
    CSV = "csv"
    SYSLOG = "syslog"


MEDIA_TYPES: Final[Mapping[Form, str]] = MappingProxyType(
    {
        Form.JSONL: "application/jsonl",
        Form.CSV: "text/csv; charset=utf-8",
        Form.SYSLOG: "text/plain; charset=utf-8",
    }
)


def build_head(form: Form) -> str:
    """Return the line that stands before the rows, its end included; empty when the form has none."""
    return f"{write_csv(COLUMNS)}\r\n" if form is Form.CSV else ""


def build_writer(form: Form, host: str) -> Callable[[Row], str]:
    """Return what makes a row a line of this form, its end included. `host` is what syslog says it comes from."""
    writers: Mapping[Form, Callable[[Row], str]] = {
        Form.JSONL: write_json,
        Form.CSV: write_csv_row,
        Form.SYSLOG: partial(write_syslog, host=host),
    }
    write, ending = writers[form], "\r\n" if form is Form.CSV else "\n"
    return lambda row: write(row) + ending
