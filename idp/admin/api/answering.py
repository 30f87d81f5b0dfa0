"""Answers the REST API's requests: finds the operation, who calls, what is asked, and words what comes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from idp.admin.actor import Actor
from idp.admin.api.matching import Route, build_routes, list_methods
from idp.admin.api.operation import Call, Listing, Operation, Text, Told
from idp.admin.api.problems import (
    Faults,
    NotFound,
    Problem,
    build_faults,
    build_problem,
    word_refusal,
)
from idp.admin.api.replaying import Replaying
from idp.admin.storable import holds_nul, is_storable
from idp.errors import Refusal
from idp.oidc.http import NO_STORE, Headers, Pairs, Request, Response

PREFIX: Final = "/admin/api/v1"
JSON_TYPES: Final = frozenset({"application/json", "application/merge-patch+json"})


@dataclass(frozen=True, slots=True)
class Api:
    """All operations behind one prefix. `find_caller` judges the token; `replaying` keeps answers of repeated POSTs."""

    operations: Sequence[Operation]
    find_caller: Callable[[Request, datetime], Actor]
    replaying: Replaying
    _routes: tuple[Route, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_routes", build_routes(self.operations))

    def answer(self, request: Request, now: datetime) -> Response:
        """Return the answer; every refusal is a problem document. Raises DirectoryUnavailable as a Refusal's answer."""
        try:
            return self._answer(request, now)
        except Faults as faults:
            return build_faults(faults)
        except Problem as problem:
            return build_problem(problem)
        except Refusal as refusal:
            return build_problem(word_refusal(refusal))

    def _answer(self, request: Request, now: datetime) -> Response:
        """Judge and do what is asked. The caller is judged before anything else: nobody learns what there is."""
        actor = self.find_caller(request, now)
        path = request.path.removeprefix(PREFIX)
        operation, named = self._find(request.method, path)
        actor.check(*operation.permissions)
        call = Call(
            actor=actor,
            now=now,
            path=named,
            query=read_query(operation, request.query),
            body=read_body(operation, request),
            if_match=read_match(operation, request.headers),
        )

        def act() -> Response:
            return write(operation, call, operation.act(call))

        if operation.replays and (key := request.headers.get("idempotency-key")) is not None:
            return self.replaying.once(actor.actor_id, key, request, now, act)
        return act()

    def _find(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]]:
        """Return the operation at the path, and what the path names. Raises Problem 404 and 405."""
        for route in self._routes:
            named = route.match(path)
            if named is not None and route.operation.method == method:
                return route.operation, named
        if allowed := list_methods(self._routes, path):
            raise Problem(
                405,
                "method_not_allowed",
                f"this address takes {', '.join(allowed)}",
                (("Allow", ", ".join(allowed)),),
            )
        raise NotFound


def read_query(operation: Operation, pairs: Pairs) -> Any:
    """Return the query as the operation's type. Raises Problem 400 for what it does not know or cannot read."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise Problem(400, "repeated_parameter", "send each parameter of the query once")
    if not all(map(is_storable, values.values())):
        raise Problem(400, "bad_query", "query: a value holds a NUL, or is not UTF-8")
    if operation.query is None:
        if values:
            raise Problem(400, "unknown_parameter", "this operation takes no query")
        return None
    try:
        return msgspec.convert(values, operation.query, strict=False)
    except msgspec.ValidationError as error:
        raise Problem(400, "bad_query", f"query: {error}") from None


def read_body(operation: Operation, request: Request) -> Any:
    """Return the body as the operation's type. Raises Problem 415 and 400."""
    if operation.body is None:
        return None
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in JSON_TYPES:
        raise Problem(415, "not_json", "send the body as application/json")
    if holds_nul(request.body):
        raise Problem(400, "bad_body", "body: a text holds a NUL, which is kept nowhere")
    try:
        return msgspec.json.decode(request.body, type=operation.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "bad_body", f"body: {error}") from None


def read_match(operation: Operation, headers: Mapping[str, str]) -> str | None:
    """Return the entity tag of If-Match. Raises Problem 428 when the operation needs one (RFC 6585, section 3)."""
    match = headers.get("if-match")
    if match is None and operation.needs_match:
        raise Problem(
            428,
            "precondition_required",
            "send If-Match with the ETag that you last read, so that nothing is lost",
        )
    return match


def write(operation: Operation, call: Call, made: Any) -> Response:
    """Return what the operation made as an answer."""
    told = made if isinstance(made, Told) else Told(made)
    headers: Headers = told.headers
    if told.location is not None:
        headers = (*headers, ("Location", f"{PREFIX}{told.location}"))
    if told.etag is not None:
        headers = (*headers, ("ETag", told.etag))
    if told.body is None:
        return Response(204 if operation.status == 200 else operation.status, (*NO_STORE, *headers))
    body = told.body
    if isinstance(body, Text):
        kind = ("Content-Type", body.media_type)
        return Response(operation.status, (kind, *NO_STORE, *headers), body.text.encode())
    if isinstance(body, Listing):
        if body.after is not None:
            headers = (*headers, ("Link", f'<{link_next(operation, call, body.after)}>; rel="next"'))
        body = {"items": body.items, "after": body.after}
    return Response(
        operation.status,
        (("Content-Type", "application/json"), *NO_STORE, *headers),
        msgspec.json.encode(body),
    )


def link_next(operation: Operation, call: Call, after: str) -> str:
    """Return the address of a list's next page (RFC 8288)."""
    asked = {} if call.query is None else msgspec.to_builtins(call.query)
    told = {name: str(value) for name, value in asked.items() if value is not None}
    path = operation.path.format(**call.path)
    return f"{PREFIX}{path}?{urlencode(told | {'after': after})}"
