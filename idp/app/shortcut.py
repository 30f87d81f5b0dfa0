"""Answers relying parties' plain requests before the web framework, which takes every other one.

What services call all day needs no session, no form and no page; the framework would be a quarter of its cost. The
same doors answer both ways, with the same headers and the same line in the log.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from idp.app.error_pages import RETRY_AFTER_SECONDS
from idp.app.headers import content_security_policy, list_fixed
from idp.app.request_log import Entry, new_reference
from idp.chance import Chance
from idp.clock import Clock
from idp.oidc.endpoints.machines import Door, Doors
from idp.oidc.errors import ProtocolError
from idp.oidc.form import is_form, read_pairs
from idp.oidc.http import Headers, Request, Response
from idp.oidc.json_answers import build_json_error

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

OVERLOADED: Final = ProtocolError(
    "temporarily_unavailable", "the provider is overloaded; send the same request again soon", status=503
)
RETRY: Final[Headers] = (("Retry-After", str(RETRY_AFTER_SECONDS)),)
CUT_SHORT: Final = ProtocolError("invalid_request", "the body ended before its Content-Length")
LONGEST_LENGTH: Final = 9
"""Digits of a Content-Length that is worth reading."""

STATUS_LINES: Final = {status.value: f"{status.value} {status.phrase}" for status in HTTPStatus}

log = logging.getLogger("idp.errors")


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A WSGI application around another."""

    around: Application
    doors: Doors
    host: str
    largest_body: int
    is_secure: bool
    overload_errors: tuple[type[Exception], ...]
    clock: Clock
    chance: Chance
    fixed: Headers = field(init=False)

    def __post_init__(self) -> None:
        policy = ("Content-Security-Policy", content_security_policy(None))
        object.__setattr__(self, "fixed", (*list_fixed(is_secure=self.is_secure), policy))

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        door = self.doors.get(environ.get("PATH_INFO", ""))
        if door is None or not self.is_plain(environ, door):
            return self.around(environ, start_response)
        entry = Entry(
            new_reference(self.chance), environ["REQUEST_METHOD"], environ["PATH_INFO"], self.clock()
        )
        response = self.answer(door, environ, entry.reference)
        start_response(STATUS_LINES[response.status], self.list_headers(response))
        entry.write(response.status, self.clock())
        return (response.body,)

    def is_plain(self, environ: Mapping[str, Any], door: Door) -> bool:
        """Say whether the door takes the request: to this host, with a small body of known length."""
        length = environ.get("CONTENT_LENGTH") or "0"
        return (
            environ["REQUEST_METHOD"] in door.methods
            and environ.get("HTTP_HOST", "").lower() == self.host
            and not (
                "HTTP_TRANSFER_ENCODING" in environ or "HTTP_EXPECT" in environ or "HTTP_UPGRADE" in environ
            )
            and environ.get("QUERY_STRING", "").isascii()
            and (
                length == "0"
                or (
                    len(length) <= LONGEST_LENGTH
                    and length.isdecimal()
                    and int(length) <= self.largest_body
                    and not environ.get("CONTENT_TYPE", "").lower().startswith("multipart/")
                )
            )
        )

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

    def list_headers(self, response: Response) -> list[tuple[str, str]]:
        """Return the headers of the answer with those that every response carries."""
        headers = [*response.headers, ("Content-Length", str(len(response.body))), *self.fixed]
        if not any(name == "Cache-Control" for name, _ in response.headers):
            headers.append(("Cache-Control", "no-store"))
        return headers


def read_environ(environ: Mapping[str, Any]) -> Request:
    """Return the request without its cookies. Raises ProtocolError for a body cut short or too many parameters."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body: bytes = environ["wsgi.input"].read(length) if length else b""
    if len(body) != length:
        raise CUT_SHORT
    headers = {name: value for key, value in environ.items() if (name := header_name(key))}
    content_type = environ.get("CONTENT_TYPE", "")
    if content_type:
        headers["content-type"] = content_type
    form = read_pairs(body) if is_form(content_type) else None
    asked = environ.get("QUERY_STRING", "")
    query = read_pairs(asked.encode("latin-1")) if asked else ()
    peer = environ.get("REMOTE_ADDR", "")
    return Request(environ["REQUEST_METHOD"], environ["PATH_INFO"], query, form, headers, body, peer)


@lru_cache(maxsize=512)
def header_name(key: str) -> str | None:
    """Return the name of a header in lower case; None for a key that is no header, and for the cookies."""
    if not key.startswith("HTTP_") or key == "HTTP_COOKIE":
        return None
    return key.removeprefix("HTTP_").replace("_", "-").lower()
