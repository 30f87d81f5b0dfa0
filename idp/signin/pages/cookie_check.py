"""Tells a browser that keeps no cookies from one that came to a sign-in begun elsewhere."""

from typing import Final

from flask import abort, redirect, request

from idp.errors import Refusal, WayOut
from idp.signin.pages.visiting import Visiting

ASKED: Final = "asked"


def check_cookies(visiting: Visiting, interaction_id: str) -> None:
    """Send a browser without our cookie round once, with the cookie; refuse one that comes back without it.

    Returns nothing for a browser that keeps cookies. Raises Refusal, or HTTPException for the round trip.
    """
    if visiting.is_known_browser():
        return
    if request.args.get("cookies") == ASKED:
        raise Refusal(
            "cookies_off", status=403, way_out=WayOut("errors.cookies_off.way_out", "/help/cookies")
        )
    abort(redirect(f"/signin/{interaction_id}?cookies={ASKED}", 303))
