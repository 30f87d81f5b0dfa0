"""A request that ends in a page which says what happened and what to do now."""

import logging
import secrets

from flask import make_response, render_template, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

log = logging.getLogger("relying_party")


class Refusal(Exception):
    """Ends the request with the page whose texts are `refusals.<key>`.

    `detail` goes to the log beside the page's reference number and never to the browser; it holds no personal data.
    `target` is where the page's button leads: a path of this application.
    """

    def __init__(self, key: str, status: int, detail: str = "", target: str = "/") -> None:
        super().__init__(key, detail)
        self.key, self.status, self.detail, self.target = key, status, detail, target


def show_refusal(refusal: Refusal) -> ResponseReturnValue:
    """Render the refusal with a reference number that is also in the log."""
    reference = secrets.token_hex(4).upper()
    log.warning("%s refused: %s (%s)", reference, refusal.key, refusal.detail or "no detail")
    if refusal.status == 401:
        session.pop("id", None)
    page = render_template(
        "refusal.html", key=refusal.key, target=refusal.target, reference=reference, status=refusal.status
    )
    return make_response(page, refusal.status)


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Give the framework's own errors the same kind of page: 404 for a wrong address, else `bad_request`."""
    if error.code is not None and error.code >= 500:
        return show_refusal(Refusal("broken", 500, type(error).__name__))
    return show_refusal(
        Refusal("not_found" if error.code == 404 else "bad_request", error.code or 400, error.name)
    )
