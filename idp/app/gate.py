"""Turns away what no page or endpoint should see: foreign host names, uploads, and bodies that are too large."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, abort, request

from idp.app.uploads import UPLOADS

HEALTH = "/health/"

POLICIES = ("/admin/policy/", "/admin/api/v1/policy/")
POLICY_BYTES = 2 * 1024 * 1024
"""A policy of hundreds of services, as a form writes it, where one is written."""


def add_gate(app: Flask, issuer: str, room: Mapping[str, int]) -> None:
    """Answer 400 to a Host that is not the issuer's, 404 to NUL in a path, 415 to multipart forms, 413 to large bodies.

    Addresses are built from the issuer alone, so another Host is a mistake or an attack. Probes call the health
    pages by whatever name they have. `room` says which addresses take larger bodies than the others, and how large.
    The few addresses that take files are in `idp.app.uploads`.
    """
    host = urlsplit(issuer).netloc.lower()

    @app.before_request
    def check_request() -> None:
        if not request.path.startswith(HEALTH) and request.host.lower() != host:
            abort(400)
        if "\0" in request.path:
            abort(
                404
            )  # nothing of ours is called so, and PostgreSQL takes no NUL: test_a_nul_in_a_path_is_not_found
        if request.mimetype.startswith("multipart/") and request.path not in UPLOADS:
            abort(415)
        most = room.get(request.path, app.config["MAX_CONTENT_LENGTH"])
        if request.path.startswith(POLICIES):
            request.max_form_memory_size = most = POLICY_BYTES
        if (request.content_length or 0) > most:
            abort(413)
        request.max_content_length = most
