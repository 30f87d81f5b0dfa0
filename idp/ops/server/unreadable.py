"""A request that cannot be read is refused without a word of it in the log: what was sent may hold a code or a password."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from socket import socket
from typing import Final

from gunicorn.http.errors import (  # type: ignore[import-untyped]  # gunicorn has no types
    ConfigurationProblem,
    ExpectationFailed,
    ForbiddenProxyRequest,
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
    ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    ConfigurationProblem: HTTPStatus.INTERNAL_SERVER_ERROR,
    InvalidResponseHeader: HTTPStatus.INTERNAL_SERVER_ERROR,
    InvalidResponseHeaderName: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""What is not a 400 among the ways in which a message breaks the rules; a 500 is a bug of ours."""

log = logging.getLogger("idp.errors")


def refuse(line: socket, address: str, problem: Exception) -> None:
    """Answer whoever sent the request, before the connection ends; a caller who left is not told."""
    status, told = find_status(problem), str(problem)
    if status is HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("bug", exc_info=problem)
        told = ""
    else:
        log.warning("unreadable", extra={"facts": {"why": type(problem).__name__, "address": address}})
    with suppress(OSError):
        write_error(line, status.value, status.phrase, told)


def find_status(problem: Exception) -> HTTPStatus:
    """Return what the problem is answered with; what is no fault of the message is a bug."""
    usual = (
        HTTPStatus.BAD_REQUEST if isinstance(problem, ParseException) else HTTPStatus.INTERNAL_SERVER_ERROR
    )
    return STATUSES.get(type(problem), usual)
