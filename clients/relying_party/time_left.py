"""How long the person stays signed in, and the button that makes it longer."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from .guard import find_current_session, load_session, requires
from .party import this_party

time_left = Blueprint("time_left", __name__)


@time_left.get("/time-left")
def look() -> ResponseReturnValue:
    """Tell how many whole seconds remain, 0 if nobody is signed in.

    Asking is no activity, or a forgotten tab would stay open for ever.
    """
    found = find_current_session()
    remaining = found.ends_at - this_party().clock() if found else timedelta(0)
    return {"seconds": int(remaining.total_seconds())}


@time_left.post("/time-left")
@requires()
def stay() -> ResponseReturnValue:
    """Begin the fifteen minutes again, because the person asked for it."""
    load_session()
    return look()
