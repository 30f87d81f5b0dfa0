"""A system that keeps people sets the password of nobody who is more in the console than it may make anybody."""

from collections.abc import Callable
from typing import Any

import pytest

from idp.admin.permissions import Permission, Role
from idp.admin.roles.grants import RoleGrant
from idp.admin.scim.names import BULK_REQUEST, PATCH_OP
from idp.oidc.clients.client import Client
from tests.support.methods import NOW
from tests.support.scim import ANNA, PASSWORD, ScimWorld

HR = (Permission.PEOPLE_WRITE,)
SET = {"op": "replace", "path": "password", "value": PASSWORD}

Send = Callable[[ScimWorld, str], int]


def patch(scim: ScimWorld, path: str) -> int:
    return scim.patch(path, SET).status


def put(scim: ScimWorld, path: str) -> int:
    return scim.call("PUT", path, ANNA | {"password": PASSWORD}).status


def bulk(scim: ScimWorld, path: str) -> int:
    data = {"schemas": [PATCH_OP], "Operations": [SET]}
    body = {"schemas": [BULK_REQUEST], "Operations": [{"method": "PATCH", "path": path, "data": data}]}
    return int(scim.call("POST", "/Bulk", body).json["Operations"][0]["status"])


@pytest.fixture
def anna(scim: ScimWorld) -> dict[str, Any]:
    """An employee, before a system that may only keep people."""
    made = scim.add_user()
    scim.permissions = HR
    return made


def join(scim: ScimWorld, name: str, person_id: str) -> None:
    """Let the person into a group, as somebody may who may do everything."""
    scim.permissions = (*Permission,)
    scim.add_group(name, person_id)
    scim.permissions = HR


@pytest.mark.parametrize("send", [patch, put, bulk])
def test_nobody_sets_the_password_of_who_is_in_a_group_that_brings_a_role(
    scim: ScimWorld, anna: dict[str, Any], send: Send
) -> None:
    path = f"/Users/{anna['id']}"
    assert send(scim, path) == 200
    join(scim, "idp-helpdesk", anna["id"])
    assert send(scim, path) == 403
    assert scim.patch(path, {"op": "replace", "path": "title", "value": "Rektor"}).status == 200
    assert scim.list_tags().count("password.set") == 1
    scim.permissions = (*HR, Permission.ROLES_GRANT)
    assert send(scim, path) == 200


def test_nobody_sets_the_password_of_who_was_given_a_role(scim: ScimWorld, anna: dict[str, Any]) -> None:
    with scim.database.begin() as stores:
        stores.role_grants.add(RoleGrant(anna["id"], Role.ADMINISTRATOR, "kommun", NOW))
    assert patch(scim, f"/Users/{anna['id']}") == 403


def test_nobody_sets_the_password_of_who_owns_an_application(scim: ScimWorld, anna: dict[str, Any]) -> None:
    path = f"/Users/{anna['id']}"
    assert patch(scim, path) == 200
    application = Client(
        client_id="c1",
        name="Lönebesked",
        service=None,
        redirect_uris=("https://a.test/cb",),
        auth_method="client_secret_basic",
        created_at=NOW,
        owners=(anna["id"],),
    )
    with scim.database.begin() as stores:
        stores.clients.add(application)
    assert patch(scim, path) == 403
    scim.permissions = (*HR, Permission.ROLES_GRANT)
    assert patch(scim, path) == 200


def test_who_sees_protected_identities_is_taken_over_only_by_who_sees_them(
    scim: ScimWorld, anna: dict[str, Any]
) -> None:
    join(scim, "soc-skyddade", anna["id"])
    path = f"/Users/{anna['id']}"
    assert patch(scim, path) == 200
    join(scim, "idp-helpdesk", anna["id"])
    scim.permissions = (*HR, Permission.ROLES_GRANT)
    assert patch(scim, path) == 403
    scim.permissions = (*scim.permissions, Permission.PEOPLE_PROTECTED)
    assert patch(scim, path) == 200
