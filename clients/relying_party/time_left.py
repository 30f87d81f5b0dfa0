"""How long the person stays signed in, and the button that makes it longer."""

from datetime import timedelta

from flask import Blueprint
from flask.typing import ResponseReturnValue

from .closing import SOON, Closing, tell_time
from .guard import find_current_session, load_session, requires
from .party import this_party

time_left = Blueprint("time_left", __name__)


def tell_closing() -> Closing | None:
    """Return when the service closes for who is signed in, for the page to say; None when that is far away."""
    found = find_current_session()
    if found is None or found.closes_at is None:
        return None
    return Closing(tell_time(found.closes_at), found.closes_at - this_party().clock() <= SOON)


@time_left.get("/time-left")
def look() -> ResponseReturnValue:
    """Tell how many whole seconds remain, 0 if nobody is signed in, and how many until the service closes, if it does.

    Asking is no activity, or a forgotten tab would stay open for ever.
    """
    found = find_current_session()
    now = this_party().clock()
    remaining = found.ends_at - now if found else timedelta(0)
    closes_in = int((found.closes_at - now).total_seconds()) if found and found.closes_at else None
    return {"seconds": int(remaining.total_seconds()), "closes_in": closes_in}


@time_left.post("/time-left")
@requires()
def stay() -> ResponseReturnValue:
    """Begin the fifteen minutes again, because the person asked for it."""
    load_session()
    return look()
