"""The endpoints that a person's browser comes to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import flask
from flask import Blueprint, abort
from werkzeug.wrappers import Response as WerkzeugResponse

from idp.oidc.acr_meaning import AcrMeaning
from idp.oidc.authn_meaning import AuthnMeaning
from idp.oidc.authorization.endpoint import Authorization, SignIn
from idp.oidc.authorization.languages import read_languages
from idp.oidc.authorization.pages import build_error_page
from idp.oidc.clients.links import Logo
from idp.oidc.endpoints.conversion import read_flask_request, write_answer, write_response
from idp.oidc.errors import ProtocolError
from idp.oidc.form import is_form, read_pairs
from idp.oidc.http import Answer, Page, redirect
from idp.oidc.logout.endpoint import EndSession, SignOut
from idp.oidc.paths import ACR, AUTHN, AUTHORIZE, CHECK_SESSION, END_SESSION, LOGO, SIGNED_OUT
from idp.sessions.cookies import Cookie
from idp.signin.interaction import Interaction
from idp.signin.pages.visiting import Visiting

MAX_REDIRECTED_BYTES: Final = 4096
"""The longest POSTed authorization request that is sent round as an address."""


@dataclass(frozen=True, slots=True)
class People:
    """What answers people, and the visit behind their requests.

    `sign_in` sends the browser to the first step of a sign-in. `tells_state` says that pages of other sites may ask
    whether somebody is still signed in.
    """

    authorization: Authorization
    end_session: EndSession
    meaning: AcrMeaning
    authn_meaning: AuthnMeaning
    logo: Logo
    visiting: Visiting
    sign_in: Callable[[Interaction], WerkzeugResponse]
    tells_state: bool


def add_person_routes(blueprint: Blueprint, doors: People) -> None:
    """Add the routes to the blueprint."""
    visiting = doors.visiting

    @blueprint.errorhandler(ProtocolError)
    def refuse(error: ProtocolError) -> WerkzeugResponse:
        return write_answer(build_error_page(error))

    @blueprint.get(AUTHORIZE)
    def authorize() -> WerkzeugResponse:
        request = read_flask_request()
        visiting.suggest_language(read_languages(request.parameters))
        return send(doors.authorization.authorize(request, visiting.current()))

    @blueprint.post(AUTHORIZE)
    def authorize_posted() -> WerkzeugResponse:
        """Take the request as GET: a form posted from another site comes without our cookies (SameSite=Lax)."""
        raw = flask.request.get_data()
        is_short_form = is_form(flask.request.content_type or "") and len(raw) <= MAX_REDIRECTED_BYTES
        if is_short_form and raw.isascii() and (query := raw.decode("ascii")).isprintable():
            read_pairs(raw)
            return write_response(redirect(f"{AUTHORIZE}?{query}"))
        return authorize()

    @blueprint.get(f"{AUTHORIZE}/<interaction_id>")
    def resume(interaction_id: str) -> WerkzeugResponse:
        return send(doors.authorization.resume(interaction_id, visiting.current()))

    @blueprint.post(f"{AUTHORIZE}/<interaction_id>/consent")
    def consent(interaction_id: str) -> WerkzeugResponse:
        visiting.check_form()
        approved = flask.request.form.get("asked", "")
        return send(doors.authorization.resume(interaction_id, visiting.current(), approved))

    @blueprint.post(f"{AUTHORIZE}/<interaction_id>/cancel")
    def cancel(interaction_id: str) -> WerkzeugResponse:
        visiting.check_form()
        return send(doors.authorization.cancel(interaction_id, visiting.current()))

    @blueprint.route(END_SESSION, methods=["GET", "POST"])
    def end_session() -> WerkzeugResponse:
        request = read_flask_request()
        visiting.suggest_language(read_languages(request.parameters))
        return sign_out(doors.end_session.ask(request, visiting.leaving()))

    @blueprint.post(f"{END_SESSION}/confirmed")
    def end_session_confirmed() -> WerkzeugResponse:
        request, visit = read_flask_request(), visiting.leaving()
        visiting.check_form()
        return sign_out(doors.end_session.confirm(request, visit))

    @blueprint.get(SIGNED_OUT)
    def signed_out() -> WerkzeugResponse:
        return write_answer(Page("signed_out"))

    if doors.tells_state:

        @blueprint.get(CHECK_SESSION)
        def check_session() -> WerkzeugResponse:
            name = visiting.cookies.name_of(Cookie.STATE)
            return write_answer(Page("check_session", values={"cookie": name}, is_embeddable=True))

    @blueprint.get(f"{ACR}/<level>/<zone>")
    def acr(level: str, zone: str) -> WerkzeugResponse:
        accept = flask.request.headers.get("Accept", "")
        answer = doors.meaning.answer(level, zone, accept, visiting.language())
        return write_answer(answer) if answer is not None else abort(404)

    @blueprint.get(f"{AUTHN}/<level>")
    def authn(level: str) -> WerkzeugResponse:
        accept = flask.request.headers.get("Accept", "")
        answer = doors.authn_meaning.answer(level, accept, visiting.language())
        return write_answer(answer) if answer is not None else abort(404)

    @blueprint.get(f"{LOGO}/<client_id>")
    def logo(client_id: str) -> WerkzeugResponse:
        picture = doors.logo.answer(client_id, visiting.clock())
        return write_response(picture) if picture is not None else abort(404)

    def send(answer: Answer | SignIn) -> WerkzeugResponse:
        if isinstance(answer, SignIn):
            return doors.sign_in(answer.parked)
        if isinstance(answer, Page):
            visiting.allow_form_target(answer.form_target)
        return write_answer(answer)

    def sign_out(done: SignOut) -> WerkzeugResponse:
        if done.is_signed_out:
            visiting.sign_out()
        visiting.allow_form_target(done.form_target)
        return write_answer(done.answer)
