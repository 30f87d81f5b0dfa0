"""What the system of the staff department writes by SCIM: one person, one membership, and many people at once."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from idp.admin.scim.names import BULK_REQUEST, MUNICIPAL, PATCH_OP, PREFIX, USER
from idp.people.person import Person
from tests.bench.console.act import Act, Prepare, check
from tests.bench.console.question import Question
from tests.bench.console.visitors import Visitor

WHO: Final = "scim"
BULK: Final = 100
"""Operations of one request."""


def list_scim_acts(town: Sequence[Person], group_id: str) -> Iterator[Act]:
    """Yield them. `town` are people of one realm; each turn is about another. `group_id` is a group of 20,000."""
    yield Act("SCIM: a user is added", f"{PREFIX}/Users", WHO, add_user)
    yield Act("SCIM: a user is removed", f"{PREFIX}/Users/{{}}", WHO, remove_user)
    yield Act("SCIM: a user is patched", f"{PREFIX}/Users/{{}}", WHO, patch_user)
    yield Act("SCIM: a user is replaced", f"{PREFIX}/Users/{{}}", WHO, replace_user)
    for op in ("add", "remove"):
        yield Act(f"SCIM: a member, {op}", f"{PREFIX}/Groups/{{}}", WHO, moving_member(town, group_id, op))
    yield Act(f"SCIM: a bulk of {BULK} patches", f"{PREFIX}/Bulk", WHO, patch_many)


def describe(turn: int) -> Mapping[str, Any]:
    """Return somebody new."""
    return {
        "schemas": [USER],
        "userName": f"bench-ny-{turn}",
        "name": {"givenName": "Ny", "familyName": f"Berg {turn}"},
        MUNICIPAL: {"realm": "adm"},
    }


def add_user(visitor: Visitor, turn: int) -> Question:
    """Return what adds somebody, whom an earlier bench may have left."""
    wanted = f'{PREFIX}/Users?filter=userName+eq+"bench-ny-{turn}"'
    for one in json.loads(check(visitor.ask(Question("", wanted)), wanted).text).get("Resources", ()):
        visitor.ask(write("DELETE", f"/Users/{one['id']}"))
    return write("POST", "/Users", describe(turn))


def remove_user(visitor: Visitor, turn: int) -> Question:
    """Return what removes somebody who was added for it."""
    made = json.loads(check(visitor.ask(add_user(visitor, turn)), "/Users").text)
    return write("DELETE", f"/Users/{made['id']}")


def patch_user(visitor: Visitor, turn: int) -> Question:
    """Return what gives somebody a title who was added for it."""
    made = json.loads(check(visitor.ask(add_user(visitor, turn)), "/Users").text)
    return write("PATCH", f"/Users/{made['id']}", patch(title(turn)))


def replace_user(visitor: Visitor, turn: int) -> Question:
    """Return what writes somebody anew who was added for it, with a title."""
    made = json.loads(check(visitor.ask(add_user(visitor, turn)), "/Users").text)
    return write("PUT", f"/Users/{made['id']}", made | {"title": f"Titel {turn}"})


def moving_member(town: Sequence[Person], group_id: str, op: str) -> Prepare:
    """Return what lets somebody into a group or out of it, who is the other way about before."""

    def prepare(visitor: Visitor, turn: int) -> Question:
        here, member = f"/Groups/{group_id}", town[turn].person_id
        join = write("PATCH", here, patch({"op": "add", "path": "members", "value": [{"value": member}]}))
        leave = write("PATCH", here, patch({"op": "remove", "path": f'members[value eq "{member}"]'}))
        check(visitor.ask(leave if op == "add" else join), here)
        return join if op == "add" else leave

    return prepare


def patch_many(visitor: Visitor, turn: int) -> Question:
    """Return what gives many people a title, who are added when they are not there yet."""
    wanted = f'{PREFIX}/Users?filter=userName+sw+"bench-ny-9"&count={BULK}&attributes=id'
    adding = [
        {"method": "POST", "path": "/Users", "bulkId": f"b{number}", "data": describe(90_000 + number)}
        for number in range(BULK)
    ]
    check(visitor.ask(write_bulk(adding)), "/Bulk")
    found = json.loads(check(visitor.ask(Question("", wanted)), wanted).text)["Resources"]
    return write_bulk(
        [{"method": "PATCH", "path": f"/Users/{one['id']}", "data": patch(title(turn))} for one in found]
    )


def write_bulk(operations: Sequence[Mapping[str, Any]]) -> Question:
    """Return the request of many operations."""
    return write("POST", "/Bulk", {"schemas": [BULK_REQUEST], "Operations": operations})


def title(turn: int) -> Mapping[str, Any]:
    """Return the operation that writes a title."""
    return {"op": "replace", "path": "title", "value": f"Titel {turn}"}


def patch(operation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the body of a PATCH of one operation."""
    return {"schemas": [PATCH_OP], "Operations": [operation]}


def write(method: str, path: str, body: Any = None) -> Question:
    """Return the request."""
    return Question("", f"{PREFIX}{path}", method, WHO, body, is_json=True)
