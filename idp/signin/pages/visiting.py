"""Gives page endpoints the visit behind the request, loaded once, and writes its cookies on the way out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from flask import Request, Response, abort, current_app, g, request

from idp.chance import Chance
from idp.clock import Clock
from idp.errors import Refusal, WayOut
from idp.i18n import choose_language
from idp.people.person import Person
from idp.policy.address import Placement
from idp.sessions.browser_state import name_state
from idp.sessions.cookies import Cookie, Cookies
from idp.sessions.csrf import csrf_token, is_csrf_token
from idp.sessions.device_label import label_device
from idp.sessions.session import End, Session
from idp.signin.visit import Found, Reception, Visit, hash_secret

FOUND: Final = "idp.found"
"""Where a request's environment says who was found behind the session's secret already, and counted as active."""


@dataclass(frozen=True, slots=True)
class Visiting:
    """What every page needs to know of its request. Endpoints that relying parties call never ask.

    `place` finds the network zone of a request. `languages` are those there are texts in. `tells_state` says that a
    frame of ours may tell other sites' pages whether somebody is still signed in.
    """

    reception: Reception
    cookies: Cookies
    csrf_key: bytes = field(repr=False)
    place: Callable[[Request], Placement]
    clock: Clock
    chance: Chance
    languages: Sequence[str]
    tells_state: bool = False

    def current(self) -> Visit:
        """Return the visit behind this request and count the request as activity."""
        return self._visit(is_activity=True)

    def peek(self) -> Visit:
        """Return the visit without counting the request as activity, unless it was counted already."""
        return self._visit(is_activity=False)

    def leaving(self) -> Visit:
        """Return the visit of somebody who signs out, also while their directory is down: ask before anything else does."""
        return self._visit(is_activity=False, is_leaving=True)

    def language(self) -> str:
        """Return the language of this request: what its address asks for, what was chosen before, what the browser wants."""
        wishes = [request.args.get("lang", ""), self.cookies.read(request, Cookie.LANGUAGE) or ""]
        return choose_language([*wishes, *request.accept_languages.values()], self.languages)

    def suggest_language(self, tags: Sequence[str]) -> None:
        """Use the first of these languages we have, strongest first, unless the person has chosen one."""
        offered = choose_language(tags, self.languages)
        if tags and self.cookies.read(request, Cookie.LANGUAGE) is None:
            self.keep(Cookie.LANGUAGE, offered)

    def is_known_browser(self) -> bool:
        """Say whether the browser came with the cookie that every browser is given."""
        return self.cookies.read(request, Cookie.BROWSER) is not None

    def check_form(self) -> None:
        """Refuse a form that this browser was not given; the way out is the page it stands on, or the start."""
        if not self.is_form_ours():
            way_out = WayOut("errors.form_is_old.way_out", request.path if is_page(request.path) else "/")
            raise Refusal("form_is_old", status=403, way_out=way_out)

    def is_form_ours(self) -> bool:
        """Say whether the posted form carries this browser's token. A form with a NUL, which no browser sends, is a 400."""
        form = request.form
        if any("\0" in value for values in form.listvalues() for value in values):
            abort(400)
        return is_csrf_token(self.current().csrf, form.get("csrf", ""))

    def sign_in(self, session: Session, person: Person, secret: str) -> None:
        """Give the browser the session's new secret, and the rest of this request the session."""
        visit = self.current()
        g.visit = replace(
            visit,
            session=session,
            person=person,
            secret_hash=hash_secret(secret),
            csrf=csrf_token(self.csrf_key, self._browser_secret(), secret),
            ended=None,
        )
        self.keep(Cookie.SESSION, secret)
        self._tell_state(name_state(session.sid))

    def sign_out(self) -> None:
        """Have the browser forget the session, and the rest of this request too. The row is ended by the caller."""
        csrf = csrf_token(self.csrf_key, self._browser_secret(), None)
        g.visit = replace(self.current(), session=None, person=None, secret_hash=None, csrf=csrf)
        self.keep(Cookie.SESSION, None)
        self._tell_state(None)

    def keep(self, cookie: Cookie, value: str | None) -> None:
        """Write the cookie with this response; None deletes it."""
        self._pending()[cookie] = value

    def allow_form_target(self, origin: str | None) -> None:
        """Let this page's forms end, after redirects, at another origin: browsers hold form-action against each hop."""
        if origin:
            g.form_target = origin

    def write_cookies(self, response: Response) -> Response:
        """Write what the request kept. A response that knew the visit is for this browser alone."""
        if "visit" in g:
            response.vary.add("Cookie")
        for cookie, value in self._pending().items():
            if value is None:
                self.cookies.delete(response, cookie)
            else:
                self.cookies.write(response, cookie, value)
        return response

    def _visit(self, *, is_activity: bool, is_leaving: bool = False) -> Visit:
        if "visit" not in g:
            g.visit = self._receive(is_activity=is_activity, is_leaving=is_leaving)
        visit: Visit = g.visit
        return visit

    def _receive(self, *, is_activity: bool, is_leaving: bool) -> Visit:
        now, placement = self.clock(), self.place(request)
        browser_secret, secret = self._browser_secret(), self.cookies.read(request, Cookie.SESSION)
        if FOUND in request.environ:
            found: Found = request.environ[FOUND]
        else:
            found = self.reception.receive(
                secret, placement.zone, now, is_activity=is_activity, is_leaving=is_leaving
            )
        language = self.language()
        if language == request.args.get("lang"):
            self.keep(Cookie.LANGUAGE, language)
        session, person = found if isinstance(found, tuple) else (None, None)
        if isinstance(found, End):
            self._tell_state(None)
        return Visit(
            now=now,
            placement=placement,
            session=session,
            person=person,
            browser_hash=hash_secret(browser_secret),
            language=language,
            csrf=csrf_token(self.csrf_key, browser_secret, secret),
            secret_hash=hash_secret(secret) if secret and session else None,
            ended=found if isinstance(found, End) else None,
            device=label_device(request.user_agent.string),
        )

    def _tell_state(self, state: str | None) -> None:
        """Write the word that stands for the session, where anybody may ask for it."""
        if self.tells_state:
            self.keep(Cookie.STATE, state)

    def _browser_secret(self) -> str:
        """Return the secret of the browser's cookie, which it is given now if it had none."""
        if "browser_secret" not in g:
            held = self.cookies.read(request, Cookie.BROWSER)
            g.browser_secret = held or self.chance.token()
            if held is None:
                self.keep(Cookie.BROWSER, g.browser_secret)
        secret: str = g.browser_secret
        return secret

    @staticmethod
    def _pending() -> dict[Cookie, str | None]:
        if "cookies_to_write" not in g:
            g.cookies_to_write = {}
        pending: dict[Cookie, str | None] = g.cookies_to_write
        return pending


def is_page(path: str) -> bool:
    """Say whether the address can be opened, and not only sent a form to."""
    return current_app.url_map.bind("").test(path, "GET")
