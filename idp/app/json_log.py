"""Writes log records as one JSON object a line, cut and escaped so that no value can forge a line."""

import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TextIO

import msgspec

LONGEST_VALUE = 256

encoder = msgspec.json.Encoder()


class JsonLines(logging.Formatter):
    """Formats a record; what is passed as `extra={"facts": {…}}` becomes members of the object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": cut(record.getMessage()),
        }
        facts = getattr(record, "facts", None)
        if isinstance(facts, Mapping):
            line |= {str(name): cut(value) for name, value in facts.items()}
        if record.exc_info:
            line["stack"] = self.formatException(record.exc_info)
        return encoder.encode(line).decode()


class Lines(logging.StreamHandler[TextIO]):
    """Writes to standard error, which sends each line by itself and needs no second push."""

    def flush(self) -> None:
        """Do nothing: what is written ends a line."""


def cut(value: object) -> object:
    """Return the value, a text no longer than 256 characters and free of lone surrogates."""
    if not isinstance(value, str):
        return value
    short = value[:LONGEST_VALUE]
    return short if short.isascii() else short.encode("utf-8", "backslashreplace").decode()


def write_json_lines(level: int = logging.INFO) -> None:
    """Have the whole process log to standard error this way. The web server's own lines tell the process."""
    logging.logThreads = logging.logMultiprocessing = False
    handler = Lines()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
