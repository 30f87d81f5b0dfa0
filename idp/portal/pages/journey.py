"""Leads from page to page of the portal."""

from flask import redirect, url_for
from werkzeug import Response

from idp.signin.pages.journey import read_interaction


def go_to(endpoint: str, device_id: str | None = None, done: str | None = None) -> Response:
    """Redirect to another page of the portal; the sign-in that waits comes along."""
    address = url_for(endpoint, device_id=device_id, done=done, interaction=read_interaction())
    return redirect(address, 303)
