"""Letting somebody into a group takes what the group brings."""

import pytest

from idp.admin.actor import Forbidden, build_operator
from idp.admin.permissions import Permission, Role
from idp.admin.roles.bringing import build_bringing
from idp.config.sections.console import Console
from tests.support.actors import act_as, act_with

BRINGING = build_bringing(Console(protected=("soc-skyddade",)))


@pytest.mark.parametrize("group", ["idp-admin", "idp-helpdesk", "idp-granskare"])
def test_a_group_that_brings_a_role_takes_the_right_to_give_roles(group: str) -> None:
    BRINGING.check(act_as(Role.ADMINISTRATOR), ("ekonomi", group))
    with pytest.raises(Forbidden):
        BRINGING.check(act_with(Permission.PEOPLE_WRITE), ("ekonomi", group))


def test_an_administrator_lets_nobody_see_protected_identities() -> None:
    with pytest.raises(Forbidden):
        BRINGING.check(act_as(Role.ADMINISTRATOR), ("soc-skyddade",))
    BRINGING.check(build_operator("root"), ("soc-skyddade", "idp-admin"))


def test_any_other_group_is_for_whoever_keeps_people() -> None:
    BRINGING.check(act_with(Permission.PEOPLE_WRITE), ("ekonomi",))
