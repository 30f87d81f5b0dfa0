"""Leaving: first here, then at the provider."""

import hmac

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from .csrf import check_form_token
from .guard import find_current_session
from .language import current_language
from .party import this_party
from .refusal import Refusal

signout = Blueprint("signout", __name__)


@signout.post("/logout")
def logout() -> ResponseReturnValue:
    """End the session here, whatever happens next, and ask the provider to end its own.

    OpenID Connect RP-Initiated Logout 1.0, section 2.
    """
    party, found = this_party(), find_current_session()
    if found is None:
        return redirect("/signed-out", 303)
    check_form_token(request.form.get("form_token", ""))
    party.sessions.end(session.pop("id"))
    try:
        leaving = party.provider.create_logout_url(
            post_logout_redirect_uri=party.config.signed_out_uri,
            id_token_hint=found.id_token,
            client_id=party.config.client_id,
            ui_locales=current_language(),
        )
    except (Refusal, RuntimeError):
        return redirect("/signed-out", 303)
    session["leaving"] = leaving["state"]
    return redirect(leaving["url"], 303)


@signout.get("/signed-out")
def signed_out() -> ResponseReturnValue:
    """Say how far the sign-out came: everywhere if the provider sent the browser back with our state, else only here."""
    sent, returned = session.pop("leaving", ""), request.args.get("state", "")
    is_everywhere = bool(sent) and hmac.compare_digest(sent.encode(), returned.encode())
    return render_template("signed_out.html", is_everywhere=is_everywhere)
