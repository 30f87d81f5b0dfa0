"""The Flask application, which logs a bug once and with the reference number its page shows."""

import logging
import re
from types import TracebackType
from typing import Any, Final

from flask import Flask, Request, g

log = logging.getLogger("idp.errors")

NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")

ErrorInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]


class PlainRequest(Request):
    """A request whose query is ASCII: bytes that no address may hold count as percent-encoded (RFC 3986, section 2.1)."""

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        self.query_string = NOT_ASCII.sub(lambda found: b"%%%02X" % found[0][0], self.query_string)


class Application(Flask):
    """Flask, with its log line of an unhandled exception replaced by ours."""

    request_class = PlainRequest
    overload_errors: tuple[type[Exception], ...] = ()
    """What a database that is away or busy raises: no bug, and no stack in the log."""

    def log_exception(self, exc_info: ErrorInfo) -> None:
        """Write the stack to the log, and nowhere else."""
        facts = {"reference": g.get("reference")}
        if isinstance(exc_info[1], self.overload_errors):
            log.warning("overloaded", extra={"facts": facts})
        else:
            log.error("bug", exc_info=exc_info, extra={"facts": facts})
