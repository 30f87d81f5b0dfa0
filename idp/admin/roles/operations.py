"""Roles by the REST API."""

from datetime import datetime

from msgspec import Struct

from idp.admin.api.operation import Call, Listing, Operation, Told
from idp.admin.api.problems import Fault, Faults, NotFound
from idp.admin.permissions import Permission, Role
from idp.admin.roles.desk import GIVEN, Holder, RoleDesk, UnknownPerson


class RoleHolder(Struct, frozen=True, kw_only=True):
    """A role that somebody was given."""

    person_id: str
    role: Role
    granted_by: str
    granted_at: datetime


class RoleWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A role to give, and to whom."""

    person_id: str
    role: Role


def build_role_operations(desk: RoleDesk) -> tuple[Operation, ...]:
    """Return the operations."""

    def list_roles(call: Call) -> Listing:
        return Listing(tuple(describe(holder) for holder in desk.list(call.actor, call.now)))

    def give(call: Call) -> Told:
        wanted: RoleWanted = call.body
        if wanted.role not in GIVEN:
            raise Faults((Fault("role", "an owner is named in the application's registration"),))
        try:
            desk.give(call.actor, wanted.person_id, wanted.role, call.now)
        except UnknownPerson:
            raise Faults((Fault("person_id", "no directory knows an active person of this id"),)) from None
        held = next(
            holder
            for holder in desk.list(call.actor, call.now)
            if (holder.grant.person_id, holder.grant.role) == (wanted.person_id, wanted.role)
        )
        return Told(describe(held), location=f"/roles/{wanted.person_id}/{wanted.role.value}")

    def take_back(call: Call) -> None:
        named = next((role for role in GIVEN if role.value == call.path["role"]), None)
        if named is None or not desk.take_back(call.actor, call.path["person_id"], named, call.now):
            raise NotFound("the person was not given this role here")

    read, grant = (Permission.ROLES_READ,), (Permission.ROLES_GRANT,)
    return (
        Operation(
            name="listRoles",
            method="GET",
            path="/roles",
            permissions=read,
            summary="Everybody who was given a role here.",
            act=list_roles,
            tag="roles",
            answer=RoleHolder,
            is_list=True,
        ),
        Operation(
            name="giveRole",
            method="POST",
            path="/roles",
            permissions=grant,
            summary="Give somebody a role.",
            act=give,
            tag="roles",
            body=RoleWanted,
            answer=RoleHolder,
            status=201,
            replays=True,
        ),
        Operation(
            name="takeBackRole",
            method="DELETE",
            path="/roles/{person_id}/{role}",
            permissions=grant,
            summary="Take a role back.",
            act=take_back,
            tag="roles",
        ),
    )


def describe(holder: Holder) -> RoleHolder:
    """Return what the API tells of a grant."""
    grant = holder.grant
    return RoleHolder(
        person_id=grant.person_id, role=grant.role, granted_by=grant.granted_by, granted_at=grant.granted_at
    )
