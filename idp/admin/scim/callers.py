"""Who calls: the same tokens as at the REST API, for this audience, refused in SCIM's words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from idp.admin.actor import Actor
from idp.admin.api.problems import Problem
from idp.admin.scim.answering import Refused
from idp.admin.scim.fault import Fault
from idp.admin.scim.names import PREFIX
from idp.oidc.http import Request


@dataclass(frozen=True, slots=True)
class ScimCallers:
    """Judges tokens; `find` is given the request, the audience and the moment."""

    find: Callable[[Request, str, datetime], Actor]
    issuer: str

    def __call__(self, request: Request, now: datetime) -> Actor:
        """Return who calls. Raises Refused, and DirectoryUnavailable."""
        try:
            return self.find(request, f"{self.issuer}{PREFIX}", now)
        except Problem as problem:
            challenge = dict(problem.headers).get("WWW-Authenticate", "Bearer")
            raise Refused(Fault(problem.status, problem.detail), challenge) from None
