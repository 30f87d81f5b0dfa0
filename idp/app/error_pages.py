"""A page for everything that goes wrong: what happened, what to do now, whom to ask, and a reference number."""

import logging
from collections.abc import Mapping

from flask import Response, g, make_response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from idp.app.application import Application
from idp.errors import Refusal, WayOut

log = logging.getLogger("idp.errors")

KEYS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "wrong_kind",
    429: "too_many",
    500: "broken",
    503: "unavailable",
}
"""The texts of each status. One that is not here has the texts of 400 or 500."""

RETRY_AFTER_SECONDS = 10


def add_error_pages(app: Application) -> None:
    """Turn refusals, HTTP errors and bugs into pages. The private detail goes to the log alone."""

    @app.errorhandler(Refusal)
    def refuse(refusal: Refusal) -> ResponseReturnValue:
        facts = {"reference": g.reference, "key": refusal.key, "detail": refusal.detail}
        log.info("refused", extra={"facts": facts})
        response = error_page(refusal.key, refusal.status, refusal.way_out, refusal.parameters)
        if refusal.retry_after_seconds is not None:
            response.headers["Retry-After"] = str(refusal.retry_after_seconds)
        return response

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> ResponseReturnValue:
        if error.response is not None or error.code is None or error.code < 400:
            return error.get_response()
        response = error_page(key_of(error.code), error.code)
        for name, value in error.get_headers():
            if name in {"Allow", "Retry-After"}:
                response.headers[name] = value
        return response

    @app.errorhandler(InternalServerError)
    def own_up(error: InternalServerError) -> ResponseReturnValue:
        if isinstance(error.original_exception, app.overload_errors):
            response = error_page(KEYS[503], 503)
            response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return response
        return error_page(KEYS[500], 500)


def key_of(status: int) -> str:
    """Return the texts' key of a status."""
    return KEYS.get(status, KEYS[500] if status >= 500 else KEYS[400])


def error_page(
    key: str, status: int, way_out: WayOut | None = None, parameters: Mapping[str, object] | None = None
) -> Response:
    """Return the full page of an error."""
    page = render_template(
        "errors/error.html",
        key=key,
        way_out=way_out or WayOut("errors.way_out", "/"),
        parameters=parameters or {},
        reference=g.reference,
    )
    return make_response(page, status)
