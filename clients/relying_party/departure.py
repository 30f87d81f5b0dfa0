"""The way out to the provider: builds the request and remembers what its answer will be checked against."""

import json

from flask import redirect
from werkzeug.wrappers import Response

from .assurance import Rule, build_acr_values
from .language import current_language
from .party import this_party
from .pending import LIFE, Pending


def begin_signin(target: str, rule: Rule | None = None, login_hint: str = "") -> Response:
    """Send the browser to the provider; after signing in it comes back to `target`.

    The request always says which `acr` will do (`acr_values`). With a `rule` of the page's own it also says that nothing
    else will (an essential claim), so that the provider either steps up or answers `unmet_authentication_requirements`.
    """
    party = this_party()
    needed = rule or party.entry_rule
    wanted = build_acr_values(needed, party.acr_table)
    extra = {"ui_locales": current_language(), "acr_values": " ".join(wanted)}
    if login_hint:
        extra["login_hint"] = login_hint
    if rule is not None:
        extra["claims"] = json.dumps({"id_token": {"acr": {"essential": True, "values": wanted}}})
    asked = party.provider.create_authorization_url(party.config.redirect_uri, **extra)
    pending = Pending(asked["state"], asked["nonce"], asked["code_verifier"], target, needed)
    browser = party.pending.remember(pending, party.clock())
    response = redirect(asked["url"], 303)
    response.set_cookie(
        cookie_name(pending.state),
        browser,
        max_age=LIFE,
        path="/callback",
        secure=party.config.is_https,
        httponly=True,
        samesite="Lax",
    )
    return response


def cookie_name(state: str) -> str:
    """Name one sign-in's cookie after the start of its state; letters and digits alone, so safe in a header."""
    start = "".join(letter for letter in state if letter.isascii() and letter.isalnum())[:12]
    return f"{this_party().config.name}_signin_{start}"
