"""Answers silent sign-on before the web framework, which takes every other request.

Somebody who is signed in and comes back to an application gets their code with nothing to show: no form, no text and no
page. Who was found behind the cookie is handed on where it takes more.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from werkzeug.sansio.http import parse_cookie

from idp.app.environ import Environ, Plain, WsgiApp, read_environ
from idp.app.headers import Complete
from idp.app.request_log import Entry, new_reference
from idp.app.status_lines import STATUS_LINES
from idp.chance import Chance
from idp.clock import Clock
from idp.errors import Refusal
from idp.oidc.errors import ProtocolError
from idp.oidc.http import Answer, Request, Response
from idp.oidc.paths import AUTHORIZE
from idp.policy.address import Place
from idp.sessions.cookies import Cookie, Cookies
from idp.signin.pages.visiting import FOUND
from idp.signin.visit import Reception, Visitor

GET: Final = frozenset({"GET"})

SPOKEN: Final = frozenset({"lang", "ui_locales"})
"""Parameters that choose a language, which the answer would have to remember."""

log = logging.getLogger("idp.errors")

AnswerAgain = Callable[[Request, Visitor], Answer | None]


@dataclass(frozen=True, slots=True)
class SilentSignOn:
    """A WSGI application around another. `answer_again` returns the code, or None where it takes more."""

    around: WsgiApp
    answer_again: AnswerAgain
    place: Place
    reception: Reception
    cookies: Cookies
    plain: Plain
    complete: Complete
    overload_errors: tuple[type[Exception], ...]
    clock: Clock
    chance: Chance

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != AUTHORIZE or not self.plain.takes(environ, GET):
            return self.around(environ, start_response)
        began_at = self.clock()
        response = self.answer(environ, began_at)
        if response is None:
            return self.around(environ, start_response)
        start_response(
            STATUS_LINES[response.status], [*self.complete.list_headers(response), ("Vary", "Cookie")]
        )
        entry = Entry(new_reference(self.chance), environ["REQUEST_METHOD"], AUTHORIZE, began_at)
        entry.write(response.status, self.clock())
        return (response.body,)

    def answer(self, environ: Environ, now: datetime) -> Response | None:
        """Return the redirect; None where the framework must answer, which says what is wrong where something is.

        A bug is logged with its stack; nobody is kept from signing in by what was to be quicker.
        """
        held = parse_cookie(environ.get("HTTP_COOKIE"))
        secret = self.cookies.find(held, Cookie.SESSION)
        if secret is None or self.cookies.find(held, Cookie.BROWSER) is None:
            return None
        try:
            request = read_environ(environ)
            if any(name in SPOKEN for name, _ in request.query):
                return None
            return self.answer_visitor(environ, request, secret, now)
        except (ProtocolError, Refusal):
            return None
        except self.overload_errors:
            return None
        except Exception:
            log.exception("bug", extra={"facts": {"path": AUTHORIZE}})
            return None

    def answer_visitor(
        self, environ: Environ, request: Request, secret: str, now: datetime
    ) -> Response | None:
        """Find who is behind the session's secret, which is kept for the framework too, and return their redirect."""
        forwarded = environ.get("HTTP_X_FORWARDED_FOR")
        placement = self.place(request.peer, [] if forwarded is None else [forwarded])
        found = environ[FOUND] = self.reception.receive(secret, placement.zone, now)
        if not isinstance(found, tuple):
            return None
        answer = self.answer_again(request, Visitor(now, placement, *found))
        return answer if isinstance(answer, Response) else None
