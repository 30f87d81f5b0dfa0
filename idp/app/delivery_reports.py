"""The thin door for delivery reports of text message gateways."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from idp.app.placing import Placing
from idp.clock import Clock
from idp.delivery.arrivals import LARGEST, Arrivals
from idp.methods.limits import group_address
from idp.methods.strikes import WINDOW, Strikes


def build_delivery_reports(arrivals: Arrivals, clock: Clock, place: Placing) -> Blueprint:
    """Return POST /delivery/<gateway>/report: 204 for a known gateway whatever it says, 401 for everybody else.

    An address that has guessed too often is answered 429 for a minute, right or wrong: its guesses are not looked at.
    """
    pages, strikes = Blueprint("delivery_reports", __name__), Strikes()

    @pages.post("/delivery/<gateway>/report")
    def report(gateway: str) -> ResponseReturnValue:
        address, key = group_address(place(request).address), request.args.get("key", "")
        if strikes.is_out(address, clock()):
            return Response(status=429, headers={"Retry-After": str(int(WINDOW.total_seconds()))})
        if not arrivals.is_from(gateway, request.headers.get("Authorization", ""), key):
            strikes.add(address, clock())
            return Response(status=401, headers={"WWW-Authenticate": 'Basic realm="delivery reports"'})
        request.max_content_length = LARGEST
        if (request.content_length or 0) > LARGEST:
            abort(413)
        arrivals.take(gateway, request.content_type or "", request.get_data(cache=False), clock())
        return Response(status=204)

    return pages
