"""Reads a plain HTTP request at one glance; every other one is left to gunicorn's own reading of the same bytes."""

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from typing import Any, Final

Environ = dict[str, Any]

LONGEST_HEAD: Final = 8190
"""Bytes of a head that is read here: gunicorn's own limits on a line and on a field are then kept, too."""

MOST_FIELDS: Final = 100
"""Header fields of a plain request, gunicorn's most."""

HEAD: Final = re.compile(
    rb"(GET|POST) ((/(?:[A-Za-z0-9._~-][A-Za-z0-9/._~-]*)?)(?:\?([!\"$-~]*))?) HTTP/1\.1\r\n"
    rb"((?:[A-Za-z0-9-]+:[\t -~]*\r\n)+)\r\n"
)
"""A head without a doubt in it: own path without escapes, names without underscores, values in ASCII, CRLF."""

FIELD: Final = re.compile(r"([A-Za-z0-9-]+):([\t -~]*)\r\n")

UNREAD: Final = frozenset({"TRANSFER_ENCODING", "EXPECT", "UPGRADE", "TE", "TRAILER", "HTTP2_SETTINGS"})
"""Fields that change how a message is read."""


def read_plain(received: bytes, ground: Mapping[str, Any]) -> Environ | None:
    """Return the WSGI environment of the one whole request that was received, laid over `ground`.

    None when the bytes are anything else: half a request, more than one, or one that holds anything that two readers
    could understand differently. What is returned is exactly what gunicorn reads from the same bytes.
    """
    head = HEAD.match(received)
    if head is None or head.end() > LONGEST_HEAD:
        return None
    method, target, path, query, lines = head.groups()
    fields = FIELD.findall(lines.decode("ascii"))
    environ = {**ground}
    for name, value in fields:
        key = name_key(name)
        if key is None or key in environ:
            return None
        environ[key] = value.strip(" \t")
    body = received[head.end() :]
    if (
        len(fields) > MOST_FIELDS
        or "HTTP_HOST" not in environ
        or environ.get("CONTENT_LENGTH", "0") != str(len(body))
        or environ.get("HTTP_CONNECTION", "keep-alive").lower() != "keep-alive"
    ):
        return None
    environ["REQUEST_METHOD"] = method.decode("ascii")
    environ["RAW_URI"] = target.decode("ascii")
    environ["PATH_INFO"] = path.decode("ascii")
    environ["QUERY_STRING"] = (query or b"").decode("ascii")
    environ["wsgi.input"] = BytesIO(body)
    return environ


@lru_cache(maxsize=256)
def name_key(name: str) -> str | None:
    """Return the key of a header field in the environment; None for one that changes how the message is read."""
    key = name.upper().replace("-", "_")
    if key in UNREAD:
        return None
    return key if key in {"CONTENT_LENGTH", "CONTENT_TYPE"} else f"HTTP_{key}"
