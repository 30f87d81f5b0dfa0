"""A body that is not read to its end is told to both: an error to who reads it, the connection's end to who sent it."""

from collections.abc import Sequence
from typing import Any, Final

from gunicorn.http.body import (  # type: ignore[import-untyped]  # gunicorn has no types
    Body,
    ChunkedReader,
)
from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]  # gunicorn has no types

PASSED_OVER: Final = 64 * 1024
"""What gunicorn passes over, at most, of a body that was not read; after a longer one it ends the connection."""


class ToldBody(Body):  # type: ignore[misc]  # gunicorn has no types
    """The body of a message, which ends the connection while more of it may be left than is passed over (RFC 9112, 9.6)."""

    def __init__(self, message: Any) -> None:
        super().__init__(message.body.reader)
        self._message = message
        self._ends = may_be_long(message.headers) and not message.must_close
        if self._ends:
            message.force_close()

    def read(self, size: int | None = None) -> Any:
        """Read on. Raises OSError, which both its readers know, where pieces break the rules as where no more arrives."""
        try:
            piece = super().read(size)
        except ParseException:
            raise TimeoutError from None
        if self._ends and is_at_end(self.reader):
            self._message.must_close = False
        return piece


def may_be_long(headers: Sequence[tuple[str, str]]) -> bool:
    """Say whether the body, as gunicorn has judged its headers, may be longer than what is passed over."""
    told = dict(headers)
    return "TRANSFER-ENCODING" in told or int(told.get("CONTENT-LENGTH", 0)) >= PASSED_OVER


def is_at_end(reader: Any) -> bool:
    """Say whether nothing of the body is left on the connection."""
    return reader.parser is None if isinstance(reader, ChunkedReader) else reader.length == 0
