"""The Flask application, which logs a bug once and with the reference number its page shows."""

import logging
from types import TracebackType

from flask import Flask, g

log = logging.getLogger("idp.errors")

ErrorInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]


class Application(Flask):
    """Flask, with its log line of an unhandled exception replaced by ours."""

    overload_errors: tuple[type[Exception], ...] = ()
    """What a database that is away or busy raises: no bug, and no stack in the log."""

    def log_exception(self, exc_info: ErrorInfo) -> None:
        """Write the stack to the log, and nowhere else."""
        facts = {"reference": g.get("reference")}
        if isinstance(exc_info[1], self.overload_errors):
            log.warning("overloaded", extra={"facts": facts})
        else:
            log.error("bug", exc_info=exc_info, extra={"facts": facts})
