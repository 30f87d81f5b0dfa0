"""Answers relying parties' plain requests before the web framework, which takes every other one.

What services call all day needs no session, no form and no page; the framework would be a quarter of its cost. The
same doors answer both ways, with the same headers and the same line in the log.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from idp.app.environ import Environ, Plain, WsgiApp, read_environ
from idp.app.error_pages import RETRY_AFTER_SECONDS
from idp.app.headers import Complete
from idp.app.request_log import Entry, new_reference
from idp.app.status_lines import STATUS_LINES
from idp.chance import Chance
from idp.clock import Clock
from idp.oidc.endpoints.machines import Door, Doors
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Headers, Request, Response
from idp.oidc.json_answers import build_json_error

OVERLOADED: Final = ProtocolError(
    "temporarily_unavailable", "the provider is overloaded; send the same request again soon", status=503
)
RETRY: Final[Headers] = (("Retry-After", str(RETRY_AFTER_SECONDS)),)

log = logging.getLogger("idp.errors")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A WSGI application around another."""

    around: WsgiApp
    doors: Doors
    plain: Plain
    complete: Complete
    overload_errors: tuple[type[Exception], ...]
    clock: Clock
    chance: Chance

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        door = self.doors.get(environ.get("PATH_INFO", ""))
        if door is None or not self.plain.takes(environ, door.methods):
            return self.around(environ, start_response)
        entry = Entry(
            new_reference(self.chance), environ["REQUEST_METHOD"], environ["PATH_INFO"], self.clock()
        )
        response = self.answer(door, environ, entry.reference)
        start_response(STATUS_LINES[response.status], self.complete.list_headers(response))
        entry.write(response.status, self.clock())
        return (response.body,)

    def answer(self, door: Door, environ: Environ, reference: str) -> Response:
        """Return the door's answer; a bug is logged with its stack and the reference that the caller is told."""
        try:
            if door.reads:
                return door.answer(read_environ(environ))
            return door.answer(Request(environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        except ProtocolError as error:
            return build_json_error(error)
        except self.overload_errors:
            log.warning("overloaded", extra={"facts": {"reference": reference}})
            return build_json_error(OVERLOADED, RETRY)
        except Exception:
            log.exception("bug", extra={"facts": {"reference": reference}})
            told = f"something is broken here; tell the provider's operator the reference {reference}"
            return build_json_error(ProtocolError("server_error", told, status=500))
