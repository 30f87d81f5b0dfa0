"""One JSON object per request in the log, with the reference number that error pages show."""

import logging

from flask import Flask, Response, g, request

from idp.chance import Chance
from idp.clock import Clock

log = logging.getLogger("idp.request")


def add_request_log(app: Flask, clock: Clock, chance: Chance) -> None:
    """Give every request a reference number and log how it went: method, path, status and milliseconds.

    Never the query or the body: they hold codes and names.
    """

    @app.before_request
    def begin() -> None:
        g.reference = new_reference(chance)
        g.began_at = clock()

    @app.after_request
    def write_line(response: Response) -> Response:
        took = (clock() - g.began_at).total_seconds() * 1000
        facts = {
            "reference": g.reference,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "milliseconds": round(took, 1),
        }
        log.info("request", extra={"facts": facts})
        return response


def new_reference(chance: Chance) -> str:
    """Return a reference number that is easy to read out over the telephone, such as K7MD-2QXR."""
    code = chance.code(8)
    return f"{code[:4]}-{code[4:]}"
