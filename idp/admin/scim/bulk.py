"""Does many operations in one request (RFC 7644, section 3.7). Each is a unit of work of its own.

An operation that names another by `bulkId` waits until that one is done, wherever in the list it stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from idp.admin.actor import Forbidden
from idp.admin.permissions import Permission
from idp.admin.scim.attribute import Resource
from idp.admin.scim.call import Caller
from idp.admin.scim.discovery import MOST_BULK_OPERATIONS
from idp.admin.scim.fault import Fault, bad_path, bad_syntax, bad_value
from idp.admin.scim.groups import Groups
from idp.admin.scim.names import BULK_REQUEST, BULK_RESPONSE, PREFIX
from idp.admin.scim.patch import read_patch
from idp.admin.scim.users import Users

PATH: Final = re.compile(r"/(Users|Groups)(?:/([^/?#]{1,128}))?")
REFERENCE: Final = "bulkId:"
MOST_PASSWORDS: Final = 50
"""Passwords in one bulk: each takes a moment to hash."""

MOST_CHARACTERS: Final = 256


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. `name` is the resource's id, or another operation's `bulkId:…`; None for a POST."""

    method: str
    where: str
    name: str | None
    bulk_id: str | None
    version: str | None
    data: Any

    def list_references(self) -> set[str]:
        """Return the bulkIds that the operation waits for."""
        named = {self.name} if self.name and self.name.startswith(REFERENCE) else set()
        return {one.removeprefix(REFERENCE) for one in named | set(find_references(self.data))}


@dataclass(frozen=True, slots=True)
class Bulk:
    """The desk of many operations."""

    users: Users
    groups: Groups

    def act(self, caller: Caller, body: Any) -> dict[str, Any]:
        """Return what became of each operation, in the order of the request; those after too many faults are left out."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        operations, most_faults = read_bulk(body)
        results: dict[int, dict[str, Any]] = {}
        made: dict[str, str] = {}
        references = [one.list_references() for one in operations]
        waiting, faults = list(range(len(operations))), 0
        while waiting and (not most_faults or faults < most_faults):
            place = find_next(operations, references, waiting)
            waiting.remove(place)
            results[place] = self.do(caller, operations[place], made)
            faults += int(results[place]["status"]) >= 400
        return {"schemas": [BULK_RESPONSE], "Operations": [results[place] for place in sorted(results)]}

    def do(self, caller: Caller, operation: Operation, made: dict[str, str]) -> dict[str, Any]:
        """Return what became of one operation; its bulkId stands for what it made from now on."""
        told: dict[str, Any] = {"method": operation.method}
        if operation.bulk_id is not None:
            told["bulkId"] = operation.bulk_id
        location = None
        try:
            name = resolve(operation.name, made)
            if name is not None:
                location = f"{self.users.issuer}{PREFIX}/{operation.where}/{name}"
            resource = self.perform(caller, operation, name, resolve(operation.data, made))
        except Fault as fault:
            refused = {"status": str(fault.status), "response": fault.describe()}
            return told | refused | ({"location": location} if location else {})
        except Forbidden as forbidden:
            lacking = Fault(403, f"the scope {forbidden.permission.value} is needed")
            return told | {"status": "403", "response": lacking.describe()}
        if resource is None:
            return told | {"location": location, "status": "204"}
        meta = resource["meta"]
        if operation.bulk_id is not None:
            made[operation.bulk_id] = resource["id"]
        status = "201" if operation.method == "POST" else "200"
        return told | {"location": meta["location"], "version": meta["version"], "status": status}

    def perform(self, caller: Caller, operation: Operation, name: str | None, data: Any) -> Resource | None:
        """Do one operation. Raises Fault."""
        desk = self.users if operation.where == "Users" else self.groups
        caller = replace(caller, if_match=operation.version)
        if operation.method == "POST":
            return desk.add(caller, data)
        assert name is not None, "read_operation has seen to it"
        if operation.method == "PUT":
            return desk.put(caller, name, data)
        if operation.method == "PATCH":
            return desk.patch(caller, name, read_patch(data))
        desk.remove(caller, name)
        return None


def read_bulk(body: Any) -> tuple[list[Operation], int]:
    """Return the operations, and after how many faults to stop; 0 for never. Raises Fault."""
    if not isinstance(body, Mapping) or body.get("schemas") != [BULK_REQUEST]:
        raise bad_syntax(f"the body is a JSON object whose schemas is [{BULK_REQUEST}]")
    listed, most_faults = body.get("Operations"), body.get("failOnErrors", 0)
    if not isinstance(listed, list) or not listed:
        raise bad_syntax("Operations is a list")
    if len(listed) > MOST_BULK_OPERATIONS:
        raise Fault(413, f"a bulk has at most {MOST_BULK_OPERATIONS} operations", "tooMany")
    if not isinstance(most_faults, int) or isinstance(most_faults, bool) or most_faults < 0:
        raise bad_syntax("failOnErrors is a whole number")
    operations = [read_operation(one) for one in listed]
    ids = [one.bulk_id for one in operations if one.bulk_id is not None]
    if len(ids) != len(set(ids)):
        raise bad_value("each bulkId is used once")
    if sum(holds_password(one.data) for one in operations) > MOST_PASSWORDS:
        raise Fault(413, f"a bulk sets at most {MOST_PASSWORDS} passwords", "tooMany")
    return operations, most_faults


def read_operation(one: Any) -> Operation:
    """Return one operation. Raises Fault."""
    if not isinstance(one, Mapping):
        raise bad_syntax("an operation is a JSON object")
    method, path, bulk_id, version = (one.get(name) for name in ("method", "path", "bulkId", "version"))
    method = str(method).upper()
    if method not in {"POST", "PUT", "PATCH", "DELETE"}:
        raise bad_syntax("method is POST, PUT, PATCH or DELETE")
    found = PATH.fullmatch(path) if isinstance(path, str) else None
    if found is None or (found[2] is None) != (method == "POST"):
        raise bad_path("path is /Users or /Groups for a POST, and /Users/<id> or /Groups/<id> otherwise")
    if not is_short(bulk_id) or not is_short(version):
        raise bad_value("bulkId and version are short texts")
    if method == "POST" and not bulk_id:
        raise bad_value("a POST has a bulkId")
    return Operation(method, found[1], found[2], bulk_id, version, one.get("data"))


def is_short(value: Any) -> bool:
    """Say whether it is a short text, or nothing."""
    return value is None or (isinstance(value, str) and 0 < len(value) <= MOST_CHARACTERS)


def find_next(operations: list[Operation], references: list[set[str]], waiting: list[int]) -> int:
    """Return the first operation that waits for nothing; when all wait for each other, the first, which is refused."""
    open_ids = {operations[place].bulk_id for place in waiting}
    free = (place for place in waiting if not references[place] & open_ids)
    return next(free, waiting[0])


def find_references(data: Any) -> list[str]:
    """Return every text in the data that names another operation."""
    if isinstance(data, str):
        return [data] if data.startswith(REFERENCE) else []
    inner = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ()
    return [found for one in inner for found in find_references(one)]


def resolve(data: Any, made: Mapping[str, str]) -> Any:
    """Return the data with the ids of what other operations made. Raises Fault 409 for one that made nothing."""
    if isinstance(data, str) and data.startswith(REFERENCE):
        name = made.get(data.removeprefix(REFERENCE))
        if name is None:
            raise Fault(409, "no operation that succeeded has the bulkId that this one names", "invalidValue")
        return name
    if isinstance(data, Mapping):
        return {name: resolve(one, made) for name, one in data.items()}
    return [resolve(one, made) for one in data] if isinstance(data, list) else data


def holds_password(data: Any) -> bool:
    """Say whether a password is set anywhere in the data."""
    if isinstance(data, Mapping):
        return any(
            "password" in str(name).lower()
            or (str(name).lower() == "path" and "password" in str(one).lower())
            or holds_password(one)
            for name, one in data.items()
        )
    return isinstance(data, list) and any(map(holds_password, data))
