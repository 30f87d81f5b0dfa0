"""A system that keeps people makes nobody an administrator by it, unless it may give roles."""

from typing import Any

import pytest

from idp.admin.permissions import Permission
from idp.admin.scim.names import GROUP
from tests.support.scim import ScimWorld

HR = (Permission.PEOPLE_WRITE,)


@pytest.fixture
def anna(scim: ScimWorld) -> str:
    """The id of an employee, before a system that may only keep people."""
    made: str = scim.add_user()["id"]
    scim.permissions = HR
    return made


def build_group(name: str, *members: str) -> dict[str, Any]:
    return {"schemas": [GROUP], "displayName": name, "members": [{"value": one} for one in members]}


def test_nobody_joins_a_group_that_brings_a_role(scim: ScimWorld, anna: str) -> None:
    assert scim.call("POST", "/Groups", build_group("idp-admin", anna)).status == 403
    path = f"/Groups/{scim.add_group('idp-admin')['id']}"
    join = {"op": "add", "path": "members", "value": [{"value": anna}]}
    assert scim.patch(path, join).status == 403
    assert scim.call("PUT", path, build_group("idp-admin", anna)).status == 403
    scim.permissions = (*HR, Permission.ROLES_GRANT)
    assert scim.patch(path, join).status == 200
    scim.permissions = HR
    assert scim.patch(path, {"op": "replace", "path": "externalId", "value": "g-1"}).status == 200
    leave = {"op": "remove", "path": f'members[value eq "{anna}"]'}
    assert scim.patch(path, leave).status == 200


def test_no_group_takes_the_name_of_one_that_brings_a_role(scim: ScimWorld, anna: str) -> None:
    path = f"/Groups/{scim.add_group('ekonomi', anna)['id']}"
    name = {"op": "replace", "path": "displayName", "value": "idp-helpdesk"}
    assert scim.patch(path, name).status == 403
