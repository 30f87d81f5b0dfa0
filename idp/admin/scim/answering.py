"""Leads a request to the desk that answers it (RFC 7644, section 3.2), and words every refusal as SCIM does.

`attributes` and `excludedAttributes` shape what any answer shows (section 3.9).
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from idp.admin.actor import Actor, Forbidden
from idp.admin.scim.attribute import Resource
from idp.admin.scim.bulk import Bulk
from idp.admin.scim.call import Caller
from idp.admin.scim.discovery import (
    MOST_BULK_BYTES,
    describe_service,
    list_kinds,
    list_schemas,
    pick_one,
    write_documents,
)
from idp.admin.scim.fault import Fault, bad_filter, bad_syntax
from idp.admin.scim.group_list import GroupList
from idp.admin.scim.group_type import GROUP_TYPE
from idp.admin.scim.groups import Groups
from idp.admin.scim.listing import Found, UserList, write_list
from idp.admin.scim.names import MEDIA_TYPE, PREFIX
from idp.admin.scim.patch import read_patch
from idp.admin.scim.projection import Projection, project
from idp.admin.scim.query import Query, read_query, read_search
from idp.admin.scim.resource_type import ResourceType
from idp.admin.scim.users import Users
from idp.admin.storable import holds_nul
from idp.errors import Refusal
from idp.nesting import is_deeper
from idp.oidc.http import NO_STORE, Headers, Request, Response
from idp.people.directory import RETRY_AFTER_SECONDS

TYPE: Final[Headers] = (("Content-Type", MEDIA_TYPE), *NO_STORE)
LARGEST: Final = 64 * 1024
"""The largest body of anything but a bulk."""

DEEPEST: Final = 20
"""Levels of a body: what is read level by level never runs out of room."""

READABLE: Final = frozenset({"", MEDIA_TYPE, "application/json"})
FindCaller = Callable[[Request, datetime], Actor]
"""Says who calls, by the access token. Raises `Refused`."""

log = logging.getLogger("idp.admin.scim")


class Refused(Exception):
    """The token opens nothing here; `challenge` is the WWW-Authenticate header (RFC 6750, section 3)."""

    def __init__(self, fault: Fault, challenge: str) -> None:
        super().__init__(fault.detail)
        self.fault = fault
        self.challenge = challenge


@dataclass(frozen=True, slots=True)
class Service:
    """SCIM as one handler: a request in, an answer out."""

    users: Users
    groups: Groups
    find_caller: FindCaller

    def answer(self, request: Request, now: datetime) -> Response:
        """Return the answer to a request below `/scim/v2`; what is wrong with it is an answer too."""
        try:
            actor = self.find_caller(request, now)
            headers = request.headers
            caller = Caller(actor, now, headers.get("if-match"), headers.get("if-none-match"))
            return self.lead(request, caller)
        except Refused as refused:
            return write_fault(refused.fault, (("WWW-Authenticate", refused.challenge),))
        except Forbidden as forbidden:
            wanted = forbidden.permission.value
            challenge = f'Bearer error="insufficient_scope", scope="{wanted}"'
            return write_fault(
                Fault(403, f"the scope {wanted} is needed"), (("WWW-Authenticate", challenge),)
            )
        except Refusal as refusal:
            wait = str(refusal.retry_after_seconds or RETRY_AFTER_SECONDS)
            away = Fault(
                refusal.status, "it cannot be said now who you are; send the same request again soon"
            )
            return write_fault(away, (("Retry-After", wait),))
        except Fault as fault:
            return write_fault(fault)

    def lead(self, request: Request, caller: Caller) -> Response:
        """Return what the address answers. Raises Fault."""
        parts = request.path.removeprefix(PREFIX).strip("/").split("/")
        match (request.method, *parts):
            case ("GET", "ServiceProviderConfig" | "ResourceTypes" | "Schemas", *rest) if len(rest) < 2:
                return self.discover(request, caller, parts[0], rest)
            case ("GET", "Users"):
                return self.list(caller, read_query(request.query), "Users")
            case ("GET", "Groups"):
                return self.list(caller, read_query(request.query), "Groups")
            case ("POST", "Users" | "Groups" as where, ".search") | ("POST", ".search" as where):
                return self.list(caller, read_search(read_body(request)), where)
            case ("POST", "Users" | "Groups" as where):
                return self.add(request, caller, where)
            case (_, "Users" | "Groups" as where, name):
                return self.act(request, caller, where, name)
            case ("POST", "Bulk"):
                bulk = Bulk(self.users, self.groups)
                return write(200, bulk.act(caller, read_body(request, MOST_BULK_BYTES)))
            case (_, "Me", *_):
                raise Fault(501, "a program has no record of its own here; name a user by id")
            case (
                _,
                "Users"
                | "Groups"
                | "Bulk"
                | ".search"
                | "ServiceProviderConfig"
                | "ResourceTypes"
                | "Schemas",
            ):
                raise Fault(405, f"{request.method} is not answered here")
            case _:
                raise Fault(404, "there is nothing at this address; see /ResourceTypes")

    def discover(self, request: Request, caller: Caller, where: str, rest: list[str]) -> Response:
        """Return one of the three documents of discovery, or a part of one. Raises Fault 403 for a filter (section 4)."""
        if any(name == "filter" for name, _ in request.query):
            raise Fault(403, "these documents are not filtered", "invalidFilter")
        kinds, issuer = list_kinds(self.users.kind(caller)), self.users.issuer
        if where == "ServiceProviderConfig":
            return write(200, describe_service(issuer))
        types = [kind.describe(issuer) for kind in kinds]
        documents = types if where == "ResourceTypes" else list_schemas(kinds, issuer)
        return write(200, pick_one(documents, rest[0]) if rest else write_documents(documents))

    def list(self, caller: Caller, query: Query, where: str) -> Response:
        """Return a page of people, of groups, or, from the root, of both."""
        user_kind = self.users.kind(caller)
        if where == "Users":
            found = UserList(self.users).search(caller, query)
        elif where == "Groups":
            found = GroupList(self.groups).search(caller, query)
        else:
            found = self.search_both(caller, query)
        return write(200, write_list(found, query, list_kinds(user_kind)))

    def search_both(self, caller: Caller, query: Query) -> Found:
        """Return people and then groups, as one list (section 3.4.2.1). Raises Fault when nothing narrows it."""
        if query.filter is None:
            raise bad_filter("a search of everything needs a filter")
        people = UserList(self.users).search(caller, query)
        start = max(query.start - people.total, 1)
        count = query.count - len(people.resources)
        rest = Query(query.filter, query.sort_by, query.is_descending, start, count, query.asked)
        groups = GroupList(self.groups).search(caller, rest)
        return Found([*people.resources, *groups.resources], people.total + groups.total)

    def add(self, request: Request, caller: Caller, where: str) -> Response:
        """Make a resource: 201 with its address (section 3.3)."""
        asked = read_query(request.query).asked
        body = read_body(request)
        made = self.users.add(caller, body) if where == "Users" else self.groups.add(caller, body)
        return self.show(caller, made, asked, status=201)

    def act(self, request: Request, caller: Caller, where: str, name: str) -> Response:
        """Read, replace, change or remove one resource (sections 3.4.1, 3.5 and 3.6)."""
        desk = self.users if where == "Users" else self.groups
        asked = read_query(request.query).asked
        match request.method:
            case "GET":
                found = desk.find(caller, name)
                if caller.has_seen(found["meta"]["version"]):
                    return Response(304, (("ETag", found["meta"]["version"]), *NO_STORE))
                return self.show(caller, found, asked)
            case "PUT":
                return self.show(caller, desk.put(caller, name, read_body(request)), asked)
            case "PATCH":
                changes = read_patch(read_body(request))
                return self.show(caller, desk.patch(caller, name, changes), asked)
            case "DELETE":
                desk.remove(caller, name)
                return Response(204, NO_STORE)
            case _:
                raise Fault(405, f"{request.method} is not answered here")

    def show(self, caller: Caller, resource: Resource, asked: Projection, *, status: int = 200) -> Response:
        """Return one resource with its version and, always, its address."""
        meta = resource["meta"]
        headers: Headers = (("ETag", meta["version"]), ("Location", meta["location"]))
        return write(status, project(resource, self.kind_of(caller, resource), asked), headers)

    def kind_of(self, caller: Caller, resource: Resource) -> ResourceType:
        """Return what kind the resource is."""
        return GROUP_TYPE if resource["meta"]["resourceType"] == "Group" else self.users.kind(caller)


def read_body(request: Request, most: int = LARGEST) -> Any:
    """Return the body's JSON. Raises Fault: 413 for one that is too large, 415 for another type."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type not in READABLE:
        raise Fault(415, f"send {MEDIA_TYPE}")
    if len(request.body) > most:
        raise Fault(413, f"a body has at most {most} bytes here", "tooMany" if most > LARGEST else None)
    try:
        body = msgspec.json.decode(request.body)
        msgspec.json.encode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise bad_syntax("the body is not JSON in UTF-8") from None
    if holds_nul(request.body):
        raise bad_syntax("a text of the body holds a NUL, which is kept nowhere")
    if is_deeper(body, DEEPEST):
        raise bad_syntax(f"a body has at most {DEEPEST} levels")
    return body


def write(status: int, members: Mapping[str, Any], headers: Headers = ()) -> Response:
    """Return the members as an answer."""
    return Response(status, (*TYPE, *headers), msgspec.json.encode(members))


def write_fault(fault: Fault, headers: Headers = ()) -> Response:
    """Return a refusal as an answer."""
    log.info("refused", extra={"facts": {"status": fault.status, "type": fault.scim_type or ""}})
    return write(fault.status, fault.describe(), headers)
