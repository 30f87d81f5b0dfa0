"""One JSON object per request in the log, with the reference number that error pages show."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Flask, Response, g, request

from idp.chance import Chance
from idp.clock import Clock

log = logging.getLogger("idp.request")

SAMPLE: Final = vars(log.makeRecord(log.name, logging.INFO, "", 0, "request", (), None))
"""What all records of requests have in common; none says where in the program it was written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A request under way. Never the query or the body: they hold codes and names."""

    reference: str
    method: str
    path: str
    began_at: datetime

    def write(self, status: int, now: datetime) -> None:
        """Log how it went: method, path, status and milliseconds."""
        facts = {
            "reference": self.reference,
            "method": self.method,
            "path": self.path,
            "status": status,
            "milliseconds": round((now - self.began_at).total_seconds() * 1000, 1),
        }
        if log.isEnabledFor(logging.INFO):
            record = logging.LogRecord.__new__(logging.LogRecord)
            vars(record).update(SAMPLE, created=now.timestamp(), facts=facts)
            log.handle(record)


def add_request_log(app: Flask, clock: Clock, chance: Chance) -> None:
    """Give every request a reference number and log how it went."""

    @app.before_request
    def begin() -> None:
        g.reference = new_reference(chance)
        g.entry = Entry(g.reference, request.method, request.path, clock())

    @app.after_request
    def write_line(response: Response) -> Response:
        g.entry.write(response.status_code, clock())
        return response


def new_reference(chance: Chance) -> str:
    """Return a reference number that is easy to read out over the telephone, such as K7MD-2QXR."""
    code = chance.code(8)
    return f"{code[:4]}-{code[4:]}"
