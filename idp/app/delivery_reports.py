"""The thin door for delivery reports of text message gateways."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue

from idp.clock import Clock
from idp.delivery.arrivals import LARGEST, Arrivals


def build_delivery_reports(arrivals: Arrivals, clock: Clock) -> Blueprint:
    """Return POST /delivery/<gateway>/report: 204 for a known gateway whatever it says, 401 for everybody else."""
    pages = Blueprint("delivery_reports", __name__)

    @pages.post("/delivery/<gateway>/report")
    def report(gateway: str) -> ResponseReturnValue:
        key = request.args.get("key", "")
        if not arrivals.is_from(gateway, request.headers.get("Authorization", ""), key):
            return Response(status=401, headers={"WWW-Authenticate": 'Basic realm="delivery reports"'})
        request.max_content_length = LARGEST
        if (request.content_length or 0) > LARGEST:
            abort(413)
        arrivals.take(gateway, request.content_type or "", request.get_data(cache=False), clock())
        return Response(status=204)

    return pages
