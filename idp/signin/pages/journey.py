"""Where a browser is, and which sign-in waits while a person sets something up."""

import re
from typing import Final

from flask import request, url_for

INTERACTION_ID: Final = re.compile(r"[0-9a-f]{32}")


def read_interaction() -> str | None:
    """Return the id of the sign-in that waits for this page; None when none does."""
    waiting = request.args.get("interaction", "")
    return waiting if INTERACTION_ID.fullmatch(waiting) else None


def find_here() -> str:
    """Return this page's path, to come back to: of the query only the sign-in that waits is kept."""
    return url_for(str(request.endpoint), interaction=read_interaction(), **(request.view_args or {}))
