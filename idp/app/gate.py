"""Turns away what no page or endpoint should see: foreign host names, uploads, and bodies that are too large."""

from urllib.parse import urlsplit

from flask import Flask, abort, request

from idp.app.uploads import UPLOADS

HEALTH = "/health/"


def add_gate(app: Flask, issuer: str) -> None:
    """Answer 400 to a Host that is not the issuer's, 415 to multipart forms and 413 to large bodies.

    Addresses are built from the issuer alone, so another Host is a mistake or an attack. Probes call the health
    pages by whatever name they have. The few addresses that take a file say themselves how large it may be.
    """
    host = urlsplit(issuer).netloc.lower()

    @app.before_request
    def check_request() -> None:
        if not request.path.startswith(HEALTH) and request.host.lower() != host:
            abort(400)
        takes_file = request.path in UPLOADS and request.method == "POST"
        if takes_file:
            request.max_content_length = UPLOADS[request.path]
        elif request.mimetype.startswith("multipart/"):
            abort(415)
        if (request.content_length or 0) > (request.max_content_length or 0):
            abort(413)
