"""The Flask application, which logs a bug once and with the reference number its page shows."""

import logging
import re
from collections.abc import Callable, MutableMapping
from types import TracebackType
from typing import Any, Final

from flask import Flask, Request, g
from flask.templating import Environment

from idp.app.compiled_rules import CompiledRule

log = logging.getLogger("idp.errors")

NOT_ASCII: Final = re.compile(rb"[\x80-\xff]")

ErrorInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]


class PlainRequest(Request):
    """A request whose query is ASCII: bytes that no address may hold count as percent-encoded (RFC 3986, section 2.1)."""

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(environ, *args, **kwargs)
        self.query_string = NOT_ASCII.sub(lambda found: b"%%%02X" % found[0][0], self.query_string)


class PageEnvironment(Environment):
    """Jinja, whose templates share one dictionary of globals: each import of a macro compares against it."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows; a chain of two, searched in Python, where a template has its own."""
        return super().make_globals(d) if d else self.globals


class Application(Flask):
    """Flask, with its log line of an unhandled exception replaced by ours."""

    request_class = PlainRequest
    url_rule_class = CompiledRule
    jinja_environment = PageEnvironment
    overload_errors: tuple[type[Exception], ...] = ()
    """What a database that is away or busy raises: no bug, and no stack in the log."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function: none of ours is a coroutine, and asking costs more than many of them."""
        return func

    def log_exception(self, exc_info: ErrorInfo) -> None:
        """Write the stack to the log, and nowhere else."""
        facts = {"reference": g.get("reference")}
        if isinstance(exc_info[1], self.overload_errors):
            log.warning("overloaded", extra={"facts": facts})
        else:
            log.error("bug", exc_info=exc_info, extra={"facts": facts})
