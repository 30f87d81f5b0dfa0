"""RFC 7644, section 3.5.2: parts of a resource are added, removed and replaced, all or none."""

from typing import Any

import pytest

from idp.admin.scim.names import ENTERPRISE, MUNICIPAL, PATCH_OP, USER
from tests.support.scim import ScimWorld

WORK = {"type": "work", "primary": True}


def op(verb: str, path: str | None = None, value: Any = None) -> dict[str, Any]:
    made: dict[str, Any] = {"op": verb}
    if path is not None:
        made["path"] = path
    return made if value is None else made | {"value": value}


@pytest.fixture
def path(scim: ScimWorld) -> str:
    """Where Anna is."""
    return f"/Users/{scim.add_user()['id']}"


@pytest.mark.parametrize(
    ("operation", "attribute", "after"),
    [
        (op("replace", "title", "Rektor"), "title", "Rektor"),
        (op("Replace", "TITLE", "Rektor"), "title", "Rektor"),
        (op("add", "nickName", "Ann"), "nickName", "Ann"),
        (op("remove", "title"), "title", None),
        (op("replace", "title", ""), "title", None),
        (op("replace", f"{USER}:title", "Rektor"), "title", "Rektor"),
        (op("replace", "active", "False"), "active", False),
        (op("replace", "name.givenName", "Anne"), "displayName", "Anne Ångström"),
        (op("replace", "name", {"givenName": "Anne"}), "displayName", "Anne Ångström"),
        (op("replace", "displayName", "A. Å."), "displayName", "A. Å."),
        (op("add", None, {"title": "Rektor"}), "title", "Rektor"),
        (op("replace", None, {"name.givenName": "Anne"}), "displayName", "Anne Ångström"),
        (op("replace", "emails", [{"value": "b@x.se"}]), "emails", [{"value": "b@x.se", **WORK}]),
        (op("add", "emails", [{"value": "b@x.se"}]), "emails", [{"value": "b@x.se", **WORK}]),
        (op("add", "emails", {"value": "b@x.se"}), "emails", [{"value": "b@x.se", **WORK}]),
        (op("replace", 'emails[type eq "work"].value', "b@x.se"), "emails", [{"value": "b@x.se", **WORK}]),
        (
            op("replace", 'emails[type eq "work"]', {"value": "b@x.se"}),
            "emails",
            [{"value": "b@x.se", **WORK}],
        ),
        (op("replace", "emails.value", "b@x.se"), "emails", [{"value": "b@x.se", **WORK}]),
        (op("remove", 'emails[value ew "town.test"]'), "emails", None),
        (op("remove", "emails"), "emails", None),
        (
            op("add", 'addresses[type eq "work"].locality', "Havsvik"),
            "addresses",
            [{"locality": "Havsvik", **WORK}],
        ),
        (
            op("add", "phoneNumbers", [{"value": "+46 980 319 200"}]),
            "phoneNumbers",
            [{"value": "+46 980 319 200", **WORK}],
        ),
        (
            op("replace", f"{ENTERPRISE}:department", "Kyrkskolan"),
            ENTERPRISE,
            {"employeeNumber": "10003", "department": "Kyrkskolan"},
        ),
        (
            op("replace", ENTERPRISE, {"department": "K"}),
            ENTERPRISE,
            {"employeeNumber": "10003", "department": "K"},
        ),
        (
            op("add", None, {ENTERPRISE: {"department": "K"}}),
            ENTERPRISE,
            {"employeeNumber": "10003", "department": "K"},
        ),
        (
            op("add", None, {f"{ENTERPRISE}:department": "K"}),
            ENTERPRISE,
            {"employeeNumber": "10003", "department": "K"},
        ),
        (op("remove", ENTERPRISE), ENTERPRISE, None),
    ],
)
def test_one_operation_changes_what_it_names(
    scim: ScimWorld, path: str, operation: dict[str, Any], attribute: str, after: Any
) -> None:
    """3.5.2.1, 3.5.2.2, 3.5.2.3."""
    before = scim.get(path).json
    answer = scim.patch(path, operation)
    assert (answer.status, answer.json.get(attribute)) == (200, after)
    left_alone = before.keys() - {attribute, "meta", "displayName", "name", "schemas"}
    assert {name: answer.json.get(name) for name in left_alone} == {name: before[name] for name in left_alone}


@pytest.mark.parametrize(
    ("operation", "scim_type"),
    [
        (op("move", "title", "x"), "invalidSyntax"),
        (op("remove"), "noTarget"),
        (op("replace", "title"), "invalidValue"),
        (op("replace", None, "x"), "invalidValue"),
        (op("replace", "title", 7), "invalidValue"),
        (op("replace", "title", "x" * 200), "invalidValue"),
        (op("replace", "nothing", "x"), "invalidPath"),
        (op("replace", "a b", "x"), "invalidPath"),
        (op("replace", "name.nothing", "x"), "invalidPath"),
        (op("replace", 'title[type eq "x"]', "x"), "invalidPath"),
        (op("replace", 'emails[type eq "work"].nothing', "x"), "invalidPath"),
        (op("replace", 'emails[type zz "work"].value', "x"), "invalidFilter"),
        (op("replace", 'emails[type eq "home"].value', "x@y.se"), "noTarget"),
        (op("replace", "id", "x"), "mutability"),
        (op("replace", "groups", []), "mutability"),
        (op("replace", "meta.version", "x"), "mutability"),
        (op("remove", "userName"), "mutability"),
        (op("replace", f"{MUNICIPAL}:realm", "adm"), "mutability"),
        (op("replace", "urn:nothing:title", "x"), "invalidPath"),
    ],
)
def test_an_operation_that_cannot_be_done_is_refused_and_changes_nothing(
    scim: ScimWorld, path: str, operation: dict[str, Any], scim_type: str
) -> None:
    """3.5.2, and 3.12, table 9."""
    before = scim.get(path).json
    answer = scim.patch(path, op("replace", "title", "Rektor"), operation)
    assert (answer.status, answer.json["scimType"]) == (400, scim_type)
    assert scim.get(path).json == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"schemas": [PATCH_OP]},
        {"schemas": [PATCH_OP], "Operations": []},
        {"schemas": [PATCH_OP], "Operations": [7]},
        {"schemas": [USER], "Operations": [op("remove", "title")]},
        {"schemas": [PATCH_OP], "Operations": [op("remove", "title")] * 1001},
        [],
    ],
)
def test_a_body_that_is_no_patch_is_bad_syntax(scim: ScimWorld, path: str, body: Any) -> None:
    """3.5.2."""
    answer = scim.call("PATCH", path, body)
    assert (answer.status, answer.json["scimType"]) == (400, "invalidSyntax")


def test_adding_what_is_there_changes_nothing(scim: ScimWorld, path: str) -> None:
    """3.5.2.1: "no changes should be made", and no new modification time."""
    before = scim.get(path).json
    answer = scim.patch(
        path, op("add", "emails", [{"value": "anna@town.test"}]), op("add", "title", "Lärare")
    )
    assert answer.json == before


def test_operations_are_done_in_their_order(scim: ScimWorld, path: str) -> None:
    """3.5.2."""
    answer = scim.patch(path, op("replace", "title", "A"), op("remove", "title"), op("add", "title", "B"))
    assert answer.json["title"] == "B"
