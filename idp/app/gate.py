"""Turns away what no page or endpoint should see: foreign host names, uploads, and bodies that are too large."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Flask, abort, request

from idp.app.uploads import HELD_BYTES, UPLOADS
from idp.errors import Refusal, WayOut

ANY_HOST = ("/health/", "/static/")
"""What answers whoever calls us by another name: probes, and the style of the page that tells it."""

POLICIES = ("/admin/policy/", "/admin/api/v1/policy/")
POLICY_BYTES = 2 * 1024 * 1024
"""A policy of hundreds of services, as a form writes it, where one is written."""

LARGEST_NUMBER = 2**62
"""Nothing of ours has a larger one, and PostgreSQL's own end (2**63) is not reached by counting on from it."""


def add_gate(app: Flask, issuer: str, room: Mapping[str, int]) -> None:
    """Answer 400 to another Host, 404 to names that no database takes, 415 to uploads and 413 to large bodies.

    Addresses are built from the issuer alone, so another Host is a mistake, which is told the right one, or an
    attack. `room` says which addresses take larger bodies than the others, and how large. The few
    addresses that take files are in `idp.app.uploads`.
    """
    host, largest = urlsplit(issuer).netloc.lower(), app.config["MAX_CONTENT_LENGTH"]

    @app.before_request
    def check_request() -> None:
        path = request.path
        if not path.startswith(ANY_HOST) and request.host.lower() != host:
            raise Refusal(
                "another_host",
                way_out=WayOut("errors.way_out", f"{issuer}/"),
                parameters={"address": issuer},
                detail="the Host is not the issuer's",
            )
        if "\0" in path or any(map(is_beyond, (request.view_args or {}).values())):
            abort(404)
        if request.mimetype.startswith("multipart/") and path not in UPLOADS:
            abort(415)
        most = room.get(path, largest)
        if path.startswith(POLICIES):
            request.max_form_memory_size = most = POLICY_BYTES
        if path in UPLOADS:
            request.max_form_memory_size = HELD_BYTES
        if (request.content_length or 0) > most:
            abort(413)
        request.max_content_length = most


def is_beyond(part: object) -> bool:
    """Say whether a part of a path is a number that PostgreSQL would not take, as it takes no NUL."""
    return isinstance(part, int) and part > LARGEST_NUMBER
