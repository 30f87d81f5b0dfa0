"""What goes wrong, as problem details (RFC 9457): every refusal says what to change."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import msgspec

from idp.admin.actor import Forbidden
from idp.errors import Refusal
from idp.oidc.http import NO_STORE, Headers, Response

TYPE: Final[Headers] = (("Content-Type", "application/problem+json"), *NO_STORE)
ABOUT_BLANK: Final = "about:blank"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a body: the field's name, and what to write instead."""

    field: str
    text: str


class Faults(ValueError):
    """The body is well-formed and asks for what cannot be. Answered 422 with every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.text}" for fault in faults))
        self.faults = faults


class Problem(Exception):
    """Ends a call with a status and one sentence for whoever wrote the program. `code` is for the program itself."""

    def __init__(self, status: int, code: str, detail: str, headers: Headers = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = headers


class Conflict(Problem):
    """Somebody changed the thing meanwhile: read it again (RFC 9110, section 15.5.13)."""

    def __init__(self) -> None:
        super().__init__(
            412, "changed_meanwhile", "it is not what If-Match names any more; read it again, then change it"
        )


class NotFound(Problem):
    """There is no such thing, or the caller may not know of it."""

    def __init__(self, detail: str = "there is nothing at this address") -> None:
        super().__init__(404, "not_found", detail)


def build_problem(problem: Problem, **members: Any) -> Response:
    """Return the problem as an answer; `members` are added to it."""
    told = {
        "type": ABOUT_BLANK,
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        **members,
    }
    return Response(problem.status, (*TYPE, *problem.headers), msgspec.json.encode(told))


def build_faults(faults: Faults) -> Response:
    """Return everything that is wrong with the body."""
    listed = [{"field": fault.field, "detail": fault.text} for fault in faults.faults]
    return build_problem(
        Problem(422, "invalid", "the body asks for what cannot be; see errors"), errors=listed
    )


def word_refusal(refusal: Refusal) -> Problem:
    """Return a refusal that is meant for people in words for programs."""
    if isinstance(refusal, Forbidden):
        challenge = (
            "WWW-Authenticate",
            f'Bearer error="insufficient_scope", scope="{refusal.permission.value}"',
        )
        return Problem(403, "forbidden", f"the permission {refusal.permission.value} is needed", (challenge,))
    headers: Headers = ()
    if refusal.retry_after_seconds is not None:
        headers = (("Retry-After", str(refusal.retry_after_seconds)),)
    return Problem(refusal.status, refusal.key, refusal.detail or refusal.key.replace("_", " "), headers)
