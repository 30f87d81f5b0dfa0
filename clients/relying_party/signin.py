"""To the provider and back: /login begins a sign-in, /callback ends it."""

from flask import Blueprint, redirect, request, session
from flask.typing import ResponseReturnValue

from .closing import keep_closing, read_closing
from .departure import begin_signin, cookie_name
from .guard import find_current_session
from .id_token import redeem_code
from .party import this_party
from .provider_errors import build_refusal
from .refusal import Refusal
from .targets import check_issuer, parse_target
from .userinfo import load_profile

signin = Blueprint("signin", __name__)


@signin.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    """Begin a sign-in, on request of a link here or of somebody else's (OpenID Connect Core 1.0, section 4)."""
    config = this_party().config
    check_issuer(request.values.get("iss"), config.issuer)
    target = parse_target(request.values.get("target_link_uri") or "/", config.base_url)
    return begin_signin(target, login_hint=request.values.get("login_hint", ""))


@signin.get("/callback")
def callback() -> ResponseReturnValue:
    """End a sign-in: only the browser that began it, only the configured issuer, only an `acr` that is enough."""
    party, state = this_party(), request.args.get("state", "")
    pending = party.pending.consume(state, request.cookies.get(cookie_name(state), ""), party.clock())
    if pending is None:
        if find_current_session() is not None:
            return redirect("/", 303)
        raise Refusal("state_lost", 400, "no such sign-in under way in this browser")
    if request.args.get("iss") != party.config.issuer:
        raise Refusal("untrusted", 400, "iss of the response is not ISSUER (RFC 9207)")
    if "error" in request.args:
        raise build_refusal(request.args["error"], pending)
    signed_in = redeem_code(
        party.provider, party.config, request.args.get("code", ""), pending, party.clock()
    )
    assurance = party.acr_table.get(str(signed_in.claims["acr"]))
    if assurance is None:
        raise Refusal("unknown_acr", 403, "acr is not in the table")
    if not pending.rule.is_met_by(assurance):
        raise Refusal("too_weak", 403, f"{assurance.level} from {assurance.zone}", pending.target)
    profile = load_profile(party.provider, signed_in.token, signed_in.claims["sub"])
    told = {**profile, **signed_in.claims}
    party.sessions.end(session.get("id", ""))
    closes_at = read_closing(signed_in.claims, party.config.issuer)
    session["id"] = party.sessions.start(
        told, assurance, signed_in.token["id_token"], party.clock(), closes_at
    )
    keep_closing(closes_at)
    response = redirect(pending.target, 303)
    response.delete_cookie(cookie_name(state), path="/callback")
    return response
