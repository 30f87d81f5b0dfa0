"""RFC 7644, sections 3.3 to 3.6 and 3.12 to 3.14: resources are made, read, replaced and removed."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import ENTERPRISE, ERROR, GROUP, MUNICIPAL, USER
from tests.support.scim import ANNA, ISSUER, PASSWORD, ScimWorld


def test_what_is_made_is_answered_whole_with_201_and_its_address(scim: ScimWorld) -> None:
    """3.3: "the server SHALL return status 201 with the Location and the representation"."""
    answer = scim.call("POST", "/Users", ANNA)
    made = answer.json
    assert answer.status == 201
    assert answer.headers["Content-Type"] == "application/scim+json"
    assert answer.headers["Location"] == made["meta"]["location"] == f"{ISSUER}/scim/v2/Users/{made['id']}"
    assert answer.headers["ETag"] == made["meta"]["version"] == 'W/"1"'
    assert made["name"] == {"formatted": "Anna Ångström", "familyName": "Ångström", "givenName": "Anna"}
    assert made["emails"] == [{"value": "anna@town.test", "type": "work", "primary": True}]
    assert made[ENTERPRISE] == ANNA[ENTERPRISE]
    assert made[MUNICIPAL] == {"realm": "skola", "protectedIdentity": False}
    assert made["schemas"] == [USER, ENTERPRISE, MUNICIPAL]
    assert scim.get(f"/Users/{made['id']}").json == made


def test_what_only_we_say_is_passed_over(scim: ScimWorld) -> None:
    """3.3: "readOnly attributes SHALL be ignored"."""
    made = scim.add_user(id="mine", meta={"version": "9"}, groups=[{"value": "g"}], unheardOf=1)
    assert made["id"] != "mine"
    assert made["meta"]["version"] == 'W/"1"'
    assert "groups" not in made
    assert "unheardOf" not in made


def test_a_taken_username_is_a_conflict_whatever_its_case(scim: ScimWorld) -> None:
    """3.3: 409 with scimType uniqueness."""
    scim.add_user()
    answer = scim.call("POST", "/Users", ANNA | {"userName": "ANNAND001", ENTERPRISE: {}})
    assert (answer.status, answer.json["scimType"], answer.json["status"]) == (409, "uniqueness", "409")
    assert answer.json["schemas"] == [ERROR]


def test_a_taken_employee_number_is_a_conflict(scim: ScimWorld) -> None:
    """3.3."""
    scim.add_user()
    answer = scim.call("POST", "/Users", ANNA | {"userName": "other"})
    assert (answer.status, answer.json["scimType"]) == (409, "uniqueness")


def test_the_other_realms_people_are_others(scim: ScimWorld) -> None:
    """RFC 7643, 4.1.1, within one realm; see the decision 0046."""
    scim.add_user()
    scim.add_user(**{MUNICIPAL: {"realm": "adm"}})
    assert scim.find('userName eq "annand001"') == ["annand001", "annand001"]


@pytest.mark.parametrize(
    ("changes", "scim_type"),
    [
        ({"schemas": None}, "invalidSyntax"),
        ({"schemas": [GROUP]}, "invalidSyntax"),
        ({"userName": None}, "invalidValue"),
        ({"userName": "two words"}, "invalidValue"),
        ({"userName": 7}, "invalidValue"),
        ({"active": "maybe"}, "invalidValue"),
        ({"emails": "none of that"}, "invalidValue"),
        (
            {"emails": [{"value": "a@b.se", "primary": True}, {"value": "c@d.se", "primary": True}]},
            "invalidValue",
        ),
        ({"name": "Anna"}, "invalidValue"),
        ({"name": {"givenName": "A\nB", "familyName": "C"}}, "invalidValue"),
        ({"title": "x" * 129}, "invalidValue"),
        ({"locale": "Swedish please"}, "invalidValue"),
        ({"password": "short"}, "invalidValue"),
        ({"externalId": "x" * 257}, "invalidValue"),
        ({MUNICIPAL: {}}, "invalidValue"),
        ({MUNICIPAL: {"realm": "mars"}}, "invalidValue"),
        ({MUNICIPAL: {"realm": "adm", "protectedIdentity": True}}, "invalidValue"),
        ({MUNICIPAL: {"realm": "adm", "personalNumber": "197503259281"}}, "invalidValue"),
        ({MUNICIPAL: {"realm": "adm", "employedUntil": "tomorrow"}}, "invalidValue"),
        ({ENTERPRISE: {"employeeNumber": "a b"}}, "invalidValue"),
    ],
)
def test_a_person_that_cannot_be_kept_is_refused(
    scim: ScimWorld, changes: dict[str, Any], scim_type: str
) -> None:
    """3.12, table 9."""
    answer = scim.call("POST", "/Users", ANNA | changes)
    assert (answer.status, answer.json["scimType"]) == (400, scim_type)
    assert scim.list_tags() == []


def test_put_replaces_and_what_is_left_out_is_cleared(scim: ScimWorld) -> None:
    """3.5.1."""
    made = scim.add_user(password=PASSWORD, active=False)
    body = {"schemas": [USER], "userName": "ny", "name": ANNA["name"]}
    answer = scim.call("PUT", f"/Users/{made['id']}", body)
    assert answer.status == 200
    assert (answer.json["userName"], answer.json["meta"]["version"]) == ("ny", 'W/"2"')
    assert answer.json.keys() & {"title", "emails", ENTERPRISE} == set()
    assert answer.json["active"] is False, "nobody is let in by what was left out"


def test_put_keeps_the_identity_numbers_that_the_caller_cannot_read(scim: ScimWorld) -> None:
    """3.5.1: a writeOnly attribute that is left out is not asserted."""
    numbers = {"realm": "skola", "personalNumber": "197503259280"}
    made = scim.add_user(**{MUNICIPAL: numbers})
    path = f"/Users/{made['id']}"
    scim.call("PUT", path, ANNA | {MUNICIPAL: {"realm": "skola"}, "title": "Rektor"})
    asked = f"{path}?attributes={MUNICIPAL}:personalNumber"
    assert scim.get(asked).json[MUNICIPAL] == {"personalNumber": "197503259280"}
    scim.patch(path, {"op": "remove", "path": f"{MUNICIPAL}:personalNumber"})
    assert MUNICIPAL not in scim.get(asked).json


def test_a_person_stays_in_their_realm(scim: ScimWorld) -> None:
    """3.5.1: another value for an immutable attribute is an error of mutability."""
    made = scim.add_user()
    answer = scim.call("PUT", f"/Users/{made['id']}", ANNA | {MUNICIPAL: {"realm": "adm"}})
    assert (answer.status, answer.json["scimType"]) == (400, "mutability")


def test_a_removed_person_is_gone_and_their_username_free(scim: ScimWorld) -> None:
    """3.6: 404 from then on, and no conflict with what was removed."""
    made = scim.add_user()
    path = f"/Users/{made['id']}"
    answer = scim.call("DELETE", path)
    assert (answer.status, answer.response.body) == (204, b"")
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        body: Any = None if method in {"GET", "DELETE"} else ANNA
        if method == "PATCH":
            answer = scim.patch(path, {"op": "replace", "path": "title", "value": "x"})
        else:
            answer = scim.call(method, path, body)
        assert (answer.status, answer.json["schemas"]) == (404, [ERROR])
    assert scim.find("active eq true") == []
    scim.add_user()


def test_a_change_needs_the_version_in_if_match(scim: ScimWorld) -> None:
    """3.14: 412 when somebody changed it meanwhile."""
    made = scim.add_user()
    path = f"/Users/{made['id']}"
    stale = made["meta"]["version"]
    fresh = scim.patch(path, {"op": "replace", "path": "title", "value": "Rektor"}, if_match=stale)
    assert (fresh.status, fresh.headers["ETag"]) == (200, 'W/"2"')
    for method in ("PUT", "DELETE"):
        assert scim.call(method, path, ANNA if method == "PUT" else None, if_match=stale).status == 412
    late = scim.patch(path, {"op": "replace", "path": "title", "value": "x"}, if_match=stale)
    assert (late.status, late.json["status"]) == (412, "412")
    assert scim.call("DELETE", path, if_match='"0", W/"2"').status == 204


def test_a_change_that_changes_nothing_is_no_new_version(scim: ScimWorld) -> None:
    """3.5.1."""
    made = scim.add_user()
    answer = scim.call("PUT", f"/Users/{made['id']}", made)
    assert answer.json == made
    assert "person.changed" not in scim.list_tags()


def test_a_version_that_the_caller_has_is_not_sent_again(scim: ScimWorld) -> None:
    """3.14: 304 for If-None-Match."""
    made = scim.add_user()
    answer = scim.get(f"/Users/{made['id']}", if_none_match=made["meta"]["version"])
    assert (answer.status, answer.response.body) == (304, b"")
    assert scim.get(f"/Users/{made['id']}", if_none_match='W/"7"').status == 200


def test_a_password_is_set_and_never_told(scim: ScimWorld) -> None:
    """RFC 7643, 4.1.1: "SHALL NOT be returnable in any representation"."""
    made = scim.add_user(password=PASSWORD)
    path = f"/Users/{made['id']}"
    answers = [scim.get(f"{path}?attributes=password"), scim.get(path)]
    answers.append(scim.patch(path, {"op": "replace", "path": "password", "value": PASSWORD + "!"}))
    answers.append(scim.patch(path, {"op": "replace", "value": {"password": PASSWORD + "?"}}))
    assert all("password" not in one.json for one in answers)
    assert scim.list_tags().count("password.set") == 2
    with scim.database.read() as stores:
        account = stores.people.find_account("skola", "annand001")
    assert account is not None
    assert scim.service.users.hasher.verify(account.password_hash, PASSWORD + "?")
    assert answers[-1].json["meta"]["version"] == 'W/"3"'


def test_whoever_has_no_password_gets_in_with_none(scim: ScimWorld) -> None:
    """3.3: an account without a password is made, and costs a guesser what any other does."""
    scim.add_user()
    with scim.database.read() as stores:
        account = stores.people.find_account("skola", "annand001")
    assert account is not None
    assert account.password_hash.startswith("$argon2id$")


def test_me_is_not_answered_for_a_program(scim: ScimWorld) -> None:
    """3.11: 501 when it is not supported."""
    assert scim.get("/Me").status == 501
    assert scim.call("DELETE", "/Me").status == 501


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/Nothing", 404),
        ("GET", "/Users/a/b", 404),
        ("DELETE", "/Users", 405),
        ("POST", "/Users/abc", 405),
        ("GET", "/Bulk", 405),
        ("PUT", "/Schemas", 405),
    ],
)
def test_what_is_not_here_is_said_in_scims_own_words(
    scim: ScimWorld, method: str, path: str, status: int
) -> None:
    """3.12."""
    answer = scim.call(method, path)
    assert (answer.status, answer.json["schemas"], answer.json["status"]) == (status, [ERROR], str(status))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"\\ud800"', b"\xff", b"[" * 5000])
def test_a_body_that_is_no_resource_is_bad_syntax(scim: ScimWorld, body: bytes) -> None:
    """3.12: invalidSyntax."""
    answer = scim.call("POST", "/Users", body)
    assert (answer.status, answer.json["scimType"]) == (400, "invalidSyntax")


def test_another_media_type_and_a_large_body_are_refused(scim: ScimWorld) -> None:
    """3.1."""
    assert scim.call("POST", "/Users", ANNA, content_type="text/plain").status == 415
    assert scim.call("POST", "/Users", b" " * 70_000).status == 413
    assert scim.call("POST", "/Users", ANNA, content_type="application/json; charset=utf-8").status == 201


def test_what_may_only_be_read_is_not_changed(scim: ScimWorld) -> None:
    """3.12: 403."""
    made = scim.add_user()
    path = f"/Users/{made['id']}"
    scim.permissions = (Permission.PEOPLE_READ,)
    assert scim.get(path).status == 200
    refused = [
        scim.call("POST", "/Users", ANNA),
        scim.call("PUT", path, ANNA),
        scim.patch(path, {"op": "remove", "path": "title"}),
        scim.call("DELETE", path),
        scim.call("POST", "/Bulk", {}),
        scim.call("POST", "/Groups", {}),
    ]
    assert {one.status for one in refused} == {403}
    assert refused[0].headers["WWW-Authenticate"].startswith('Bearer error="insufficient_scope"')
    scim.permissions = ()
    assert {scim.get(where).status for where in (path, "/Users", "/Groups", "/Groups/x")} == {403}


def test_every_change_and_every_read_of_a_person_is_recorded(scim: ScimWorld) -> None:
    path = f"/Users/{scim.add_user()['id']}"
    scim.get(path)
    scim.get("/Users")
    scim.patch(path, {"op": "replace", "path": "active", "value": "False"})
    scim.patch(path, {"op": "replace", "path": "active", "value": True})
    scim.call("DELETE", path)
    assert scim.list_tags() == [
        "person.added",
        "person.opened",
        "people.searched",
        "person.disabled",
        "person.enabled",
        "person.removed",
    ]
