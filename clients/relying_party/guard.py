"""Who is asking: finds the session before each request and keeps others out."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import g, request, session
from flask.typing import ResponseReturnValue

from .assurance import Rule
from .closing import has_closed
from .csrf import check_form_token
from .departure import begin_signin
from .party import this_party
from .refusal import Refusal
from .sessions import Ended, Session

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]


def load_session() -> None:
    """Find this request's session. Runs before every request and is no activity in itself."""
    token = session.get("id")
    found = this_party().sessions.find(token, this_party().clock()) if token else None
    g.session = found if isinstance(found, Session) else None
    g.ended = found if isinstance(found, Ended) else None
    if g.ended is Ended.ELSEWHERE and has_closed(this_party().clock()):
        g.ended = Ended.CLOSED


def find_current_session() -> Session | None:
    """Return the living session of this request, if there is one."""
    found: Session | None = g.get("session")
    return found


def current_session() -> Session:
    """Return the living session of this request. Raises Refusal if nobody is signed in."""
    found = find_current_session()
    if found is None:
        raise Refusal(g.get("ended") or Ended.ELSEWHERE, 401)
    return found


def requires(rule: Rule | None = None) -> Callable[[View[P]], View[P]]:
    """Let only signed-in people in and, with a `rule`, only those who signed in strongly enough.

    A person who is not signed in goes to the provider and comes back to the same page; one who signed in too weakly
    is asked for more there, in place. A form that arrives too late gets a page instead: it cannot be sent again.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            here = request.full_path.rstrip("?")
            found = find_current_session()
            if found is None:
                if g.ended or request.method != "GET":
                    raise Refusal(
                        g.ended or Ended.ELSEWHERE, 401, target=here if request.method == "GET" else "/"
                    )
                return begin_signin(here)
            if request.method == "POST":
                check_form_token(request.form.get("form_token", ""))
            if rule is not None and not rule.is_met_by(found.assurance):
                return begin_signin(here, rule)
            this_party().sessions.touch(session["id"], this_party().clock())
            return view(*args, **kwargs)

        return guarded

    return decorate
