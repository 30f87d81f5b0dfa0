"""The groups of single people by the REST API. SCIM keeps whole groups; this is for one person."""

from msgspec import Struct, field

from idp.admin.api.operation import Call, Operation
from idp.admin.api.problems import Conflict, Fault, Faults
from idp.admin.people.grouping import MOST, AlwaysMoving, BothWays, Grouping
from idp.admin.people.helped import NotDone
from idp.admin.people.operations import refuse_undone, worded
from idp.admin.permissions import Permission
from idp.people.checking import BadPerson


class GroupsAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Groups to put somebody into, and to take them out of. Being in one already, or in none, is no fault."""

    join: list[str] = field(default_factory=list)
    leave: list[str] = field(default_factory=list)


class GroupsTold(Struct, frozen=True, kw_only=True):
    """The groups that somebody is in now, and what changed."""

    groups: list[str]
    joined: list[str]
    left: list[str]


def build_group_operations(grouping: Grouping) -> tuple[Operation, ...]:
    """Return the operations."""

    def change(call: Call) -> GroupsTold:
        asked: GroupsAsked = call.body
        if len(asked.join) + len(asked.leave) > MOST:
            raise Faults((Fault("join", f"name at most {MOST} groups"),))
        try:
            done = grouping.change(call.actor, call.path["person_id"], asked.join, asked.leave, call.now)
        except BadPerson as bad:
            raise Faults((Fault("join", str(bad)),)) from None
        except BothWays as both:
            raise Faults((Fault("leave", str(both)),)) from None
        except AlwaysMoving:
            raise Conflict from None
        if isinstance(done, NotDone):
            refuse_undone(done)
        return GroupsTold(groups=list(done.groups), joined=list(done.joined), left=list(done.left))

    return (
        Operation(
            name="changePersonGroups",
            method="POST",
            path="/people/{person_id}/groups",
            summary="Put somebody of the local directory into groups, and take them out of others.",
            act=worded(change),
            body=GroupsAsked,
            answer=GroupsTold,
            tag="people",
            permissions=(Permission.PEOPLE_WRITE,),
        ),
    )
