"""Writes log records as one JSON object a line, cut and escaped so that no value can forge a line."""

import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import msgspec

from idp.app.gathered_lines import GatheredLines

LONGEST_VALUE: Final = 256
"""Characters of a text in a line; a whole line that is no longer holds no longer text."""

NO_FACTS: Final[Mapping[str, object]] = {}

encoder = msgspec.json.Encoder()


class JsonLines(logging.Formatter):
    """Formats a record; what is passed as `extra={"facts": {…}}` becomes members of the object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", NO_FACTS),
        }
        if record.exc_info:
            return encoder.encode(cut(line) | {"stack": self.formatException(record.exc_info)}).decode()
        try:
            written = encoder.encode(line)
        except UnicodeEncodeError:  # half a character
            written = encoder.encode(cut(line))
        return (written if len(written) <= LONGEST_VALUE else encoder.encode(cut(line))).decode()


def cut(line: Mapping[str, object]) -> dict[str, object]:
    """Return the line with each text no longer than 256 characters and free of lone surrogates."""
    return {
        name: value[:LONGEST_VALUE].encode("utf-8", "backslashreplace").decode()
        if isinstance(value, str)
        else value
        for name, value in line.items()
    }


def write_json_lines(level: int = logging.INFO) -> None:
    """Have the whole process log to standard error this way. The web server's own lines tell the process."""
    logging.logThreads = logging.logMultiprocessing = False
    handler = GatheredLines(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.start()
    logging.basicConfig(level=level, handlers=[handler], force=True)
