"""Turns away what no page or endpoint should see: foreign host names, uploads, and bodies that are too large."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

HEALTH = "/health/"


def add_gate(app: Flask, issuer: str) -> None:
    """Answer 400 to a Host that is not the issuer's, 415 to multipart forms and 413 to large bodies.

    Addresses are built from the issuer alone, so another Host is a mistake or an attack. Probes call the health
    pages by whatever name they have.
    """
    host = urlsplit(issuer).netloc.lower()

    @app.before_request
    def check_request() -> None:
        if not request.path.startswith(HEALTH) and request.host.lower() != host:
            abort(400)
        if request.mimetype.startswith("multipart/"):
            abort(415)
        if (request.content_length or 0) > app.config["MAX_CONTENT_LENGTH"]:
            abort(413)
