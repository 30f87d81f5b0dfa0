"""Requests as the web server hands them over, for what is answered before the framework."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from idp.oidc.errors import ProtocolError
from idp.oidc.form import is_form, read_pairs
from idp.oidc.http import Request

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

CUT_SHORT: Final = ProtocolError("invalid_request", "the body ended before its Content-Length")
LONGEST_LENGTH: Final = 9
"""Digits of a Content-Length that is worth reading."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Tells plain requests: to this host, with a small body of known length."""

    host: str
    largest_body: int

    def takes(self, environ: Mapping[str, Any], methods: frozenset[str]) -> bool:
        """Say whether the request is plain, and made with one of the methods."""
        length = environ.get("CONTENT_LENGTH") or "0"
        return (
            environ["REQUEST_METHOD"] in methods
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


def read_environ(environ: Mapping[str, Any]) -> Request:
    """Return the request without its cookies. Raises ProtocolError for a body cut short or too many parameters."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    try:
        body: bytes = environ["wsgi.input"].read(length) if length else b""
    except OSError:
        raise CUT_SHORT from None
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
