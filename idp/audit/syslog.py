"""A row of the trail as one syslog message (RFC 5424)."""

import re
from collections.abc import Mapping
from datetime import UTC
from typing import Any, Final

from idp.audit.chain import Row, is_emptied
from idp.audit.search import read_fields

LOG_AUDIT, NOTICE = 13, 5
PRIORITY: Final = LOG_AUDIT * 8 + NOTICE
"""Facility and severity in one number (section 6.2.1)."""

APP_NAME: Final = "eportal-idp"
SD_ID: Final = "audit@32473"
"""Whose parameters these are: 32473 is the enterprise number kept for examples (RFC 5612), as we have none."""

MAX_NAME_CHARACTERS: Final = 32
UNFIT_IN_NAMES: Final = re.compile(r"[^!#-<>-\\^-~]")
NIL: Final = "-"


def write_syslog(row: Row, host: str) -> str:
    """Return the message on one line: the tag is its MSGID, and all else is structured data."""
    moment = row.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    own = {"seq": row.seq, "hash": row.hash, "previous": row.previous}
    values = own | ({"emptied": "yes"} if is_emptied(row) else read_fields(row)) | own
    return f"<{PRIORITY}>1 {moment} {host or NIL} {APP_NAME} - {write_name(row.tag)} {write_data(values)}"


def write_data(values: Mapping[str, Any]) -> str:
    """Return one element of structured data (section 6.3)."""
    params = "".join(f' {write_name(name)}="{escape(str(value))}"' for name, value in values.items())
    return f"[{SD_ID}{params}]"


def write_name(name: str) -> str:
    """Return a name as section 6.3.3 lets it be: at most 32 printable ASCII characters but `=`, `]`, `\"` and blank."""
    return UNFIT_IN_NAMES.sub("_", name)[:MAX_NAME_CHARACTERS] or NIL


def escape(value: str) -> str:
    """Return a value with `\"`, `\\\\` and `]` escaped (section 6.3.3), and with no character that would end the line."""
    plain = "".join(mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in value)
    return re.sub(r'(["\\\]])', r"\\\1", plain)
