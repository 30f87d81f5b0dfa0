"""What each role may do."""

import pytest

from idp.admin.permissions import GRANTED, Permission, Role, permissions_of


def test_no_role_may_do_nothing() -> None:
    assert permissions_of(()) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_every_role_is_in_the_table(role: Role) -> None:
    assert GRANTED[role]


def test_an_auditor_only_reads() -> None:
    endings = {permission.value.partition(".")[2] for permission in GRANTED[Role.AUDITOR]}
    assert endings == {"read", "export"}


@pytest.mark.parametrize("role", Role)
def test_no_role_sees_protected_people_by_itself(role: Role) -> None:
    assert Permission.PEOPLE_PROTECTED not in GRANTED[role]


def test_only_administrators_give_roles_publish_policy_and_rotate_keys() -> None:
    strong = {
        Permission.ROLES_GRANT,
        Permission.POLICY_PUBLISH,
        Permission.KEYS_ROTATE,
        Permission.CLIENTS_ENTRUST,
    }
    assert {role for role in Role if GRANTED[role] & strong} == {Role.ADMINISTRATOR}


def test_roles_add_up() -> None:
    both = permissions_of((Role.HELPDESK, Role.OWNER))
    assert both == GRANTED[Role.HELPDESK] | GRANTED[Role.OWNER]
