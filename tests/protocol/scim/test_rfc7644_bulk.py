"""RFC 7644, section 3.7: many operations in one request."""

from typing import Any

import pytest

from idp.admin.scim.names import BULK_REQUEST, BULK_RESPONSE, GROUP, MUNICIPAL, PATCH_OP
from tests.support.scim import ANNA, PASSWORD, ScimWorld


def user(bulk_id: str, **changes: Any) -> dict[str, Any]:
    data = {
        "schemas": ANNA["schemas"],
        "userName": bulk_id,
        "name": ANNA["name"],
        MUNICIPAL: {"realm": "adm"},
    }
    return {"method": "POST", "path": "/Users", "bulkId": bulk_id, "data": data | changes}


def group(bulk_id: str, *members: str) -> dict[str, Any]:
    data = {"schemas": [GROUP], "displayName": bulk_id, "members": [{"value": one} for one in members]}
    return {"method": "POST", "path": "/Groups", "bulkId": bulk_id, "data": data}


def send(scim: ScimWorld, *operations: Any, **members: Any) -> list[dict[str, Any]]:
    body = {"schemas": [BULK_REQUEST], "Operations": list(operations), **members}
    answer = scim.call("POST", "/Bulk", body)
    assert (answer.status, answer.json["schemas"]) == (200, [BULK_RESPONSE]), answer.json
    told: list[dict[str, Any]] = answer.json["Operations"]
    return told


def test_each_operation_is_answered_with_its_status(scim: ScimWorld) -> None:
    """3.7.3."""
    path = f"/Users/{scim.add_user()['id']}"
    change = {"schemas": [PATCH_OP], "Operations": [{"op": "replace", "path": "title", "value": "Rektor"}]}
    told = send(
        scim,
        user("a"),
        {"method": "patch", "path": path, "version": 'W/"1"', "data": change},
        {"method": "PUT", "path": path, "version": 'W/"1"', "data": ANNA},
        {"method": "DELETE", "path": path},
        {"method": "DELETE", "path": path},
    )
    assert [one["status"] for one in told] == ["201", "200", "412", "204", "404"]
    assert told[0].keys() == {"method", "bulkId", "location", "version", "status"}
    assert (told[1]["version"], told[1]["location"].endswith(path)) == ('W/"2"', True)
    assert told[4]["response"]["status"] == "404"
    assert told[4]["location"].endswith(path)


def test_an_operation_may_name_what_another_makes_also_one_that_comes_later(scim: ScimWorld) -> None:
    """3.7.2: bulkId references."""
    told = send(scim, group("g", "bulkId:a", "bulkId:b"), user("a"), user("b"))
    assert [one["status"] for one in told] == ["201"] * 3
    assert [one["bulkId"] for one in told] == ["g", "a", "b"]
    assert len(scim.find(f'groups.value eq "{told[0]["location"].rpartition("/")[2]}"')) == 2


def test_a_path_may_name_what_another_operation_makes(scim: ScimWorld) -> None:
    """3.7.2."""
    told = send(scim, {"method": "DELETE", "path": "/Users/bulkId:a"}, user("a"))
    assert [one["status"] for one in told] == ["204", "201"]
    assert scim.find("active eq true") == []


@pytest.mark.parametrize(
    "operations",
    [
        [group("g", "bulkId:nobody")],
        [group("g", "bulkId:g")],
        [group("g", "bulkId:h"), group("h", "bulkId:g")],
        [user("a", userName="two words"), group("g", "bulkId:a")],
    ],
)
def test_a_reference_to_what_is_not_made_is_a_conflict(scim: ScimWorld, operations: list[Any]) -> None:
    """3.7.1: 409 when a circular reference cannot be resolved, and nothing loops."""
    told = send(scim, *operations)
    assert "409" in {one["status"] for one in told}
    assert scim.find("displayName pr", "Groups") == []


def test_after_so_many_errors_the_rest_is_left_undone(scim: ScimWorld) -> None:
    """3.7.3: failOnErrors."""
    bad = user("x", userName="two words")
    told = send(scim, user("a"), bad, bad | {"bulkId": "y"}, user("b"), failOnErrors=2)
    assert [one["status"] for one in told] == ["201", "400", "400"]
    assert scim.find("userName pr") == ["a"]


def test_without_failonerrors_everything_is_tried(scim: ScimWorld) -> None:
    """3.7.3."""
    told = send(scim, user("x", userName="two words"), user("a"))
    assert [one["status"] for one in told] == ["400", "201"]
    assert told[0]["response"]["scimType"] == "invalidValue"
    assert "location" not in told[0]


@pytest.mark.parametrize(
    ("operations", "status"),
    [
        ([], 400),
        ([7], 400),
        ([user("a")] * 501, 413),
        ([user("a"), user("a")], 400),
        ([user(f"u{n}", password=PASSWORD) for n in range(51)], 413),
        ([{"method": "GET", "path": "/Users/a"}], 400),
        ([{"method": "POST", "path": "/Users", "data": ANNA}], 400),
        ([{"method": "DELETE", "path": "/Users"}], 400),
        ([{"method": "DELETE", "path": "/Bulk/x"}], 400),
        ([{"method": "DELETE", "path": "/Users/x", "version": 7}], 400),
    ],
)
def test_a_bulk_that_is_none_or_too_large_is_refused_whole(
    scim: ScimWorld, operations: list[Any], status: int
) -> None:
    """3.7.4: 413 above maxOperations and maxPayloadSize."""
    answer = scim.call("POST", "/Bulk", {"schemas": [BULK_REQUEST], "Operations": operations})
    assert answer.status == status
    assert scim.find("userName pr") == []


def test_a_payload_above_the_most_is_refused(scim: ScimWorld) -> None:
    """3.7.4."""
    most = scim.get("/ServiceProviderConfig").json["bulk"]["maxPayloadSize"]
    assert scim.call("POST", "/Bulk", b" " * (most + 1)).status == 413
    assert (
        scim.call(
            "POST", "/Bulk", {"schemas": [BULK_REQUEST], "failOnErrors": -1, "Operations": [user("a")]}
        ).status
        == 400
    )
