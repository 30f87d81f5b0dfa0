"""A group as the resource Group, and a Group as a group."""

from collections.abc import Sequence
from typing import Any, Final

from idp.admin.scim.attribute import Resource
from idp.admin.scim.entry import Group, Member, write_version
from idp.admin.scim.fault import bad_value
from idp.admin.scim.moments import write_moment
from idp.admin.scim.names import GROUP, PREFIX
from idp.admin.scim.user_resource import prune
from idp.people.checking import BadPerson, check_group
from idp.people.protection import name_for_others

MOST_SHOWN: Final = 1000
"""Members of one group that are shown. A group with more is answered without members, never with some of them."""


def write_group(
    group: Group, members: Sequence[Member] | None, issuer: str, *, sees_protected: bool
) -> Resource:
    """Return the Group; `members` None leaves them out."""
    return prune(
        {
            "schemas": [GROUP],
            "id": group.group_id,
            "externalId": group.external_id,
            "displayName": group.name,
            "members": [write_member(one, issuer, sees_protected=sees_protected) for one in members or ()],
            "meta": {
                "resourceType": "Group",
                "created": write_moment(group.created_at),
                "lastModified": write_moment(group.updated_at),
                "location": f"{issuer}{PREFIX}/Groups/{group.group_id}",
                "version": write_version(group.version),
            },
        }
    )


def write_member(member: Member, issuer: str, *, sees_protected: bool) -> dict[str, Any]:
    """Return one member."""
    return {
        "value": member.person_id,
        "$ref": f"{issuer}{PREFIX}/Users/{member.person_id}",
        "display": member.name if sees_protected else name_for_others(member),
        "type": "User",
    }


def read_name(resource: Resource) -> str:
    """Return the group's name. Raises Fault."""
    name: str = (resource.get("displayName") or "").strip()
    try:
        check_group(name)
    except BadPerson as problem:
        raise bad_value(f"displayName: {problem}") from None
    return name


def read_members(resource: Resource) -> frozenset[str]:
    """Return the ids of the members. Raises Fault."""
    members = resource.get("members") or []
    if not all(member.get("value") for member in members):
        raise bad_value("members: each has the id of a user as its value")
    return frozenset(member["value"] for member in members)
