"""Writes a complete HTTP answer at one stroke; every other one is left to gunicorn's own writer."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import formatdate
from functools import lru_cache
from typing import Final

STATUS: Final = re.compile(r"(?!1|204|304)[1-5][0-9]{2} [ -~]*")
"""A status whose answer has a body."""

NAME: Final = re.compile(
    r"(?!(?i:connection|date|keep-alive|server|te|trailers?|transfer-encoding|upgrade|proxy-[a-z-]+)\Z)[A-Za-z0-9-]+"
)
"""A field that does not belong to the connection."""

VALUE: Final = re.compile(r"[\t -~]*")

OWN_TO_ONE: Final = frozenset({"Content-Length", "Location", "Set-Cookie"})
"""Fields that are another on every answer, and hold what is nobody else's."""


def write_plain(status: str, headers: Sequence[tuple[str, str]], body: bytes, now: datetime) -> bytes | None:
    """Return the answer as it is sent on a connection that is kept.

    None when it does not say how long its body is, must not have one, or has a header that is not plain.
    """
    lines = [write_status(status)]
    lines += [write_once(*one) if one[0] in OWN_TO_ONE else write_field(*one) for one in headers]
    if "" in lines or ("Content-Length", str(len(body))) not in headers:
        return None
    lines.append(write_own(int(now.timestamp())))
    return "".join(lines).encode("ascii") + body


def write_once(name: str, value: str) -> str:
    """Return the line of a header field; nothing for one that is not plain."""
    return f"{name}: {value}\r\n" if NAME.fullmatch(name) and VALUE.fullmatch(value) else ""


write_field = lru_cache(maxsize=512)(write_once)
"""The same, remembered."""


@lru_cache(maxsize=64)
def write_status(status: str) -> str:
    """Return the first line; nothing for a status whose answer has no body."""
    return f"HTTP/1.1 {status}\r\n" if STATUS.fullmatch(status) else ""


@lru_cache(maxsize=1)
def write_own(second: int) -> str:
    """Return the end of the head, what the server adds of its own; `second` is counted from 1970."""
    return f"Server: gunicorn\r\nDate: {formatdate(second, usegmt=True)}\r\nConnection: keep-alive\r\n\r\n"
