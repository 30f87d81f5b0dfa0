"""RFC 7643, section 4.2, and RFC 7644: groups are made, filled, renamed and removed."""

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import GROUP, MUNICIPAL
from tests.support.scim import ISSUER, ScimWorld


def test_an_empty_group_exists(scim: ScimWorld) -> None:
    made = scim.add_group("ekonomi")
    assert made.keys() == {"schemas", "id", "displayName", "meta"}
    assert scim.get(f"/Groups/{made['id']}").json == made
    assert scim.find('displayName eq "ekonomi"', "Groups") == ["ekonomi"]


def test_a_member_has_the_group_and_the_group_the_member(scim: ScimWorld) -> None:
    """RFC 7643, 4.1.2 and 4.2."""
    anna = scim.add_user()
    group = scim.add_group("ekonomi", anna["id"])
    member = {
        "value": anna["id"],
        "$ref": anna["meta"]["location"],
        "display": "Anna Ångström",
        "type": "User",
    }
    assert group["members"] == [member]
    shown = scim.get(f"/Users/{anna['id']}").json
    ref = f"{ISSUER}/scim/v2/Groups/{group['id']}"
    assert shown["groups"] == [{"value": group["id"], "$ref": ref, "display": "ekonomi", "type": "direct"}]
    assert shown["meta"]["version"] == 'W/"2"'
    assert scim.find(f'groups eq "{group["id"]}"') == ["annand001"]
    assert scim.find(f'groups[value eq "{group["id"]}"]') == ["annand001"]
    assert scim.find('groups.display eq "EKONOMI"') == ["annand001"]
    assert scim.find(f'members eq "{anna["id"]}"', "Groups") == ["ekonomi"]
    assert scim.find(f'members[value eq "{anna["id"]}"] and displayName sw "x"', "Groups") == []


def test_members_come_and_go_by_patch(scim: ScimWorld) -> None:
    """RFC 7644, 3.5.2.1 and 3.5.2.2, as the examples of the RFC have it."""
    anna = scim.add_user()["id"]
    bo = scim.add_user(userName="bo", **{MUNICIPAL: {"realm": "adm"}})["id"]
    path = f"/Groups/{scim.add_group('ekonomi', anna)['id']}"

    def members() -> set[str]:
        return {one["value"] for one in scim.get(path).json.get("members", [])}

    added = scim.patch(path, {"op": "add", "path": "members", "value": [{"value": bo}, {"value": anna}]})
    assert (added.status, members()) == (200, {anna, bo})
    scim.patch(path, {"op": "remove", "path": f'members[value eq "{anna}"]'})
    assert members() == {bo}
    scim.patch(path, {"op": "remove", "path": "members", "value": [{"value": bo}]})
    assert members() == set()
    scim.patch(path, {"op": "replace", "path": "members", "value": [{"value": anna}]})
    assert members() == {anna}
    scim.patch(path, {"op": "remove", "path": "members"})
    assert members() == set()


def test_put_leaves_members_that_are_not_sent_and_takes_out_all_for_an_empty_list(scim: ScimWorld) -> None:
    """RFC 7644, 3.5.1; a group of thousands is shown without them, and must not be emptied by sending it back."""
    anna = scim.add_user()["id"]
    group = scim.add_group("ekonomi", anna)
    path, body = f"/Groups/{group['id']}", {"schemas": [GROUP], "displayName": "Ekonomer", "externalId": "7"}
    renamed = scim.call("PUT", path, body).json
    assert (renamed["displayName"], renamed["externalId"], len(renamed["members"])) == ("Ekonomer", "7", 1)
    assert scim.get(f"/Users/{anna}").json["groups"][0]["display"] == "Ekonomer"
    assert "members" not in scim.call("PUT", path, body | {"members": []}).json
    assert "groups" not in scim.get(f"/Users/{anna}").json


def test_a_group_of_the_policys_keeps_its_name_and_stays(scim: ScimWorld) -> None:
    """RFC 7644, 3.12: mutability. Nobody is shut out of a service by one request."""
    path = f"/Groups/{scim.add_group('alla-anstallda')['id']}"
    renamed = scim.patch(path, {"op": "replace", "path": "displayName", "value": "alla"})
    removed = scim.call("DELETE", path)
    assert [(one.status, one.json["scimType"]) for one in (renamed, removed)] == [(400, "mutability")] * 2
    assert scim.patch(path, {"op": "replace", "path": "externalId", "value": "hr"}).status == 200


def test_a_removed_group_is_in_nobodys_record(scim: ScimWorld) -> None:
    anna = scim.add_user()["id"]
    path = f"/Groups/{scim.add_group('ekonomi', anna)['id']}"
    assert scim.call("DELETE", path).status == 204
    assert scim.get(path).status == 404
    assert "groups" not in scim.get(f"/Users/{anna}").json


@pytest.mark.parametrize("member", ["nobody", "bulkId:x", ""])
def test_a_member_that_is_nobody_is_refused(scim: ScimWorld, member: str) -> None:
    """RFC 7643, 4.2: members are users here; groups hold no groups."""
    body = {"schemas": [GROUP], "displayName": "ekonomi", "members": [{"value": member}]}
    answer = scim.call("POST", "/Groups", body)
    assert (answer.status, answer.json["scimType"]) == (400, "invalidValue")
    assert scim.find("displayName pr", "Groups") == []


def test_a_name_that_another_group_has_is_a_conflict(scim: ScimWorld) -> None:
    scim.add_group("ekonomi")
    path = f"/Groups/{scim.add_group('ekonomer')['id']}"
    renamed = scim.patch(path, {"op": "replace", "path": "displayName", "value": "ekonomi"})
    made = scim.call("POST", "/Groups", {"schemas": [GROUP], "displayName": "ekonomi"})
    assert [(one.status, one.json["scimType"]) for one in (renamed, made)] == [(409, "uniqueness")] * 2


@pytest.mark.parametrize("name", [None, "", " ", "x" * 129, "a\nb"])
def test_a_group_needs_a_name(scim: ScimWorld, name: str | None) -> None:
    answer = scim.call("POST", "/Groups", {"schemas": [GROUP], "displayName": name})
    assert (answer.status, answer.json["scimType"]) == (400, "invalidValue")


def test_groups_have_versions_that_changes_are_held_to(scim: ScimWorld) -> None:
    """RFC 7644, 3.14."""
    anna = scim.add_user()["id"]
    group = scim.add_group("ekonomi")
    path, operation = f"/Groups/{group['id']}", {"op": "add", "path": "members", "value": [{"value": anna}]}
    assert scim.patch(path, operation, if_match=group["meta"]["version"]).headers["ETag"] == 'W/"2"'
    assert scim.patch(path, operation, if_match=group["meta"]["version"]).status == 412
    assert scim.call("DELETE", path, if_match=group["meta"]["version"]).status == 412
    assert scim.patch(path, operation).json["meta"]["version"] == 'W/"2"', "nothing changed"


def test_lists_of_groups_are_ordered_paged_and_show_what_is_asked(scim: ScimWorld) -> None:
    anna = scim.add_user()["id"]
    for name in ("b", "A", "c"):
        scim.add_group(name, anna)
    page = scim.get("/Groups?sortBy=displayName&count=2&excludedAttributes=members").json
    assert [one["displayName"] for one in page["Resources"]] == ["A", "b"]
    assert (page["totalResults"], "members" in page["Resources"][0]) == (3, False)
    shown = scim.get("/Groups?sortBy=displayName&sortOrder=descending&startIndex=2").json["Resources"]
    assert [(one["displayName"], len(one["members"])) for one in shown] == [("b", 1), ("A", 1)]
    assert scim.get("/Groups?sortBy=members").status == 400


@pytest.mark.parametrize(
    "expression", ["members pr", 'members.value sw "x"', 'members.display eq "Anna"', 'members ne "x"']
)
def test_members_are_found_by_their_id_alone(scim: ScimWorld, expression: str) -> None:
    answer = scim.get(f"/Groups?filter={expression}")
    assert (answer.status, answer.json["scimType"]) == (400, "invalidFilter")


def test_very_many_members_are_left_out_and_never_some_of_them(
    scim: ScimWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("idp.admin.scim.groups.MOST_SHOWN", 1)
    people = [
        scim.add_user(
            userName=f"u{n}",
            **{
                MUNICIPAL: {"realm": "adm"},
                "name": {"givenName": "U", "familyName": f"{n}"},
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {},
            },
        )["id"]
        for n in range(2)
    ]
    group = scim.add_group("ekonomi", *people)
    assert "members" not in group
    assert len(scim.find(f'groups.value eq "{group["id"]}"')) == 2


def test_protected_members_are_shown_by_their_alias(scim: ScimWorld) -> None:
    protected = {"realm": "adm", "protectedIdentity": True, "alias": "Medarbetare 311"}
    path = f"/Groups/{scim.add_group('ekonomi', scim.add_user(**{MUNICIPAL: protected})['id'])['id']}"
    assert scim.get(path).json["members"][0]["display"] == "Anna Ångström"
    scim.permissions = (Permission.PEOPLE_READ,)
    assert scim.get(path).json["members"][0]["display"] == "Medarbetare 311"
    assert "Anna" not in str(scim.get("/Groups").json)


def test_a_change_of_members_is_recorded_for_the_group_and_for_each_person(scim: ScimWorld) -> None:
    anna = scim.add_user()["id"]
    path = f"/Groups/{scim.add_group('ekonomi')['id']}"
    scim.patch(path, {"op": "add", "path": "members", "value": [{"value": anna}]})
    scim.call("DELETE", path)
    assert scim.list_tags() == [
        "person.added",
        "group.added",
        "group.changed",
        "person.changed",
        "group.removed",
    ]
