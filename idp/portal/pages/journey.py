"""Keeps what a person was on the way to while they set up a second factor."""

import re
from typing import Final

from flask import redirect, request, url_for
from werkzeug import Response

INTERACTION_ID: Final = re.compile(r"[0-9a-f]{32}")


def read_interaction() -> str | None:
    """Return the id of the sign-in that waits for this page; None when none does."""
    waiting = request.args.get("interaction", "")
    return waiting if INTERACTION_ID.fullmatch(waiting) else None


def go_to(endpoint: str, device_id: str | None = None, done: str | None = None) -> Response:
    """Redirect to another page of the portal; the sign-in that waits comes along."""
    address = url_for(endpoint, device_id=device_id, done=done, interaction=read_interaction())
    return redirect(address, 303)


def find_here() -> str:
    """Return this page's path, to come back to: of the query only the sign-in that waits is kept."""
    return url_for(str(request.endpoint), interaction=read_interaction(), **(request.view_args or {}))
