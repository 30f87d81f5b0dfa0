"""A request that cannot be read is refused without a word of it in the log: what was sent may hold a code or a password."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from socket import socket
from typing import Final

from gunicorn.http.errors import (  # type: ignore[import-untyped]  # gunicorn has no types
    ExpectationFailed,
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
    UnsupportedTransferCoding,
)
from gunicorn.util import write_error  # type: ignore[import-untyped]  # gunicorn has no types

STATUSES: Final[Mapping[type[Exception], HTTPStatus]] = {
    LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""What is not a 400 among the ways in which a message breaks the rules; ours breaks them by a bug."""

log = logging.getLogger("idp.errors")


def refuse(line: socket, problem: Exception) -> None:
    """Answer whoever sent the request, before the connection ends; a caller who left is not told."""
    status = find_status(problem)
    told = "" if status is HTTPStatus.INTERNAL_SERVER_ERROR else str(problem)
    if told:
        log.warning("unreadable", extra={"facts": {"why": type(problem).__name__}})
    else:
        log.error("bug", exc_info=problem)
    with suppress(OSError):
        write_error(line, status.value, status.phrase, told)


def find_status(problem: Exception) -> HTTPStatus:
    """Return what the problem is answered with; what is no fault of the message is a bug."""
    usual = (
        HTTPStatus.BAD_REQUEST if isinstance(problem, ParseException) else HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return STATUSES.get(type(problem), usual)
