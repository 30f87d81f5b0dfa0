"""Turns Flask's requests into values, and answers into Flask's responses."""

import flask
from flask import make_response, render_template
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.oidc.form import is_form, read_pairs
from idp.oidc.http import Answer, Request, Response


def read_flask_request() -> Request:
    """Return the request as a value. Raises ProtocolError for far too many parameters."""
    incoming = flask.request
    body = incoming.get_data()
    form = read_pairs(body) if is_form(incoming.content_type or "") else None
    headers = {name.lower(): value for name, value in incoming.headers.items() if name.lower() != "cookie"}
    query, peer = read_pairs(incoming.query_string), incoming.remote_addr or ""
    return Request(incoming.method, incoming.path, query, form, headers, body, peer)


def write_answer(answer: Answer) -> WerkzeugResponse:
    """Return the answer as Flask sends it, and let the headers know what its page may open and be opened in."""
    if isinstance(answer, Response):
        return write_response(answer)
    flask.g.frame_origins, flask.g.is_embeddable = answer.frame_origins, answer.is_embeddable
    return make_response(render_template(f"oidc/{answer.name}.html", **answer.values), answer.status)


def write_response(response: Response) -> WerkzeugResponse:
    """Return a complete response as Flask sends it; one without a body has no type but its own."""
    written = flask.Response(response.body, response.status, list(response.headers))
    if not response.body and not any(name == "Content-Type" for name, _ in response.headers):
        del written.headers["Content-Type"]
    return written
