"""Keeps groups for other systems: made, read, found, changed, removed.

A group that the policy names keeps its name and stays: otherwise one request could shut everybody in it out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from idp.admin.permissions import Permission
from idp.admin.roles.bringing import Bringing
from idp.admin.roles.keeping import Keeping
from idp.admin.scim.attribute import Resource
from idp.admin.scim.call import READ, Caller
from idp.admin.scim.entry import Group, Member, write_version
from idp.admin.scim.fault import Fault, bad_value, unknown
from idp.admin.scim.group_resource import MOST_SHOWN, read_members, read_name, write_group
from idp.admin.scim.group_type import GROUP_TYPE
from idp.admin.scim.keeping import keep
from idp.admin.scim.patch import Change, apply_patch
from idp.admin.scim.reading import read_resource
from idp.admin.scim.retrying import Moved, retry
from idp.admin.scim.store import Begin, ScimStores, Written
from idp.admin.scim.user_resource import read_external_id
from idp.audit.events import Tag
from idp.chance import Chance

Details = Mapping[str, str | int]
MOST_REWRITTEN: Final = 10_000
"""Members whose records one request rewrites, for a new name or a group that goes."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The desk of groups. `named` says which groups the policy names."""

    begin: Begin
    chance: Chance
    issuer: str
    realms: tuple[str, ...]
    named: Callable[[], frozenset[str]]
    keeping: Keeping
    bringing: Bringing

    def find(self, caller: Caller, group_id: str) -> Resource:
        """Return one group. Raises Fault 404."""
        caller.actor.check(*READ)
        with self.begin() as stores:
            return self.show(stores, caller, self.load(stores, group_id))

    def add(self, caller: Caller, body: object) -> Resource:
        """Make a group, empty or not. Raises Fault: 409 when there is one of the name."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        resource = read_resource(body, GROUP_TYPE)
        group = Group(
            self.chance.identifier(),
            read_name(resource),
            1,
            caller.now,
            caller.now,
            read_external_id(resource),
        )
        members = read_members(resource)
        if members:
            self.bringing.check(caller.actor, (group.name,))
        with self.begin() as stores:
            self.check_members(stores, members)
            if stores.local_groups.add(group) is not Written.DONE:
                raise taken()
            stores.local_groups.join(group, members, (), caller.now)
            details: Details = {"group_id": group.group_id, "joined_count": len(members)}
            stores.audit.record(caller.actor.describe(Tag.GROUP_ADDED, caller.now, details=details))
            return self.show(stores, caller, replace(group, size=len(members)))

    def put(self, caller: Caller, group_id: str, body: object) -> Resource:
        """Replace what is kept of a group; members that are not sent stay, an empty list takes everybody out."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        sent = read_resource(body, GROUP_TYPE)
        return retry(
            lambda: self._change(
                caller, group_id, lambda before: sent if "members" in sent else sent | pick_members(before)
            )
        )

    def patch(self, caller: Caller, group_id: str, changes: tuple[Change, ...]) -> Resource:
        """Change a group by the operations, all or none. Raises Fault."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        return retry(
            lambda: self._change(caller, group_id, lambda before: apply_patch(before, changes, GROUP_TYPE))
        )

    def remove(self, caller: Caller, group_id: str) -> None:
        """Forget a group, and take everybody out of it. Raises Fault."""
        caller.actor.check(Permission.PEOPLE_WRITE)
        retry(lambda: self._remove(caller, group_id))

    def _remove(self, caller: Caller, group_id: str) -> None:
        keeping = self.keeping.look(caller.now)
        with self.begin() as stores, keep(keeping, stores, caller.now):
            group = self.load(stores, group_id)
            caller.check_match(write_version(group.version))
            self.check_free(group)
            if stores.local_groups.remove(replace(group, updated_at=caller.now)) is not Written.DONE:
                raise Moved
            details: Details = {"group_id": group_id, "left_count": group.size}
            stores.audit.record(caller.actor.describe(Tag.GROUP_REMOVED, caller.now, details=details))

    def _change(self, caller: Caller, group_id: str, change: Callable[[Resource], Resource]) -> Resource:
        """Change a group in one unit of work. Raises Moved when somebody else did meanwhile."""
        keeping = self.keeping.look(caller.now)
        with self.begin() as stores, keep(keeping, stores, caller.now):
            before = self.load(stores, group_id)
            caller.check_match(write_version(before.version))
            ids = stores.local_groups.list_members((group_id,)).get(group_id, ())
            known = write_group(before, (), self.issuer, sees_protected=True)
            if ids:
                known["members"] = [{"value": one} for one in ids]
            wanted = change(known)
            after = replace(
                before, name=read_name(wanted), external_id=read_external_id(wanted), updated_at=caller.now
            )
            members = read_members(wanted)
            joining, leaving = members - set(ids), set(ids) - members
            if after.name != before.name:
                self.check_free(before)
            if joining or after.name != before.name:
                self.bringing.check(caller.actor, (after.name,))
            if replace(after, updated_at=before.updated_at) == before and not joining and not leaving:
                return self.show(stores, caller, before)
            self.check_members(stores, joining)
            stores.local_groups.join(before, joining, leaving, caller.now)
            written = stores.local_groups.change(after)
            if written is Written.TAKEN:
                raise taken()
            if written is Written.MOVED:
                raise Moved
            details: Details = {
                "group_id": group_id,
                "joined_count": len(joining),
                "left_count": len(leaving),
            }
            stores.audit.record(caller.actor.describe(Tag.GROUP_CHANGED, caller.now, details=details))
            for person_id in sorted(joining | leaving):
                event = caller.actor.describe(Tag.PERSON_CHANGED, caller.now, person_id=person_id)
                stores.audit.record(event)
            size = before.size + len(joining) - len(leaving)
            return self.show(stores, caller, replace(after, version=before.version + 1, size=size))

    def load(self, stores: ScimStores, group_id: str) -> Group:
        """Return the group. Raises Fault 404."""
        group = stores.local_groups.find(group_id)
        if group is None:
            raise unknown("group")
        return group

    def show(self, stores: ScimStores, caller: Caller, group: Group) -> Resource:
        """Return the group with its members, unless there are too many to show."""
        members: Sequence[Member] = ()
        if group.size <= MOST_SHOWN:
            members = stores.local_groups.list_shown((group.group_id,)).get(group.group_id, ())
        return write_group(group, members, self.issuer, sees_protected=caller.sees_protected)

    def check_members(self, stores: ScimStores, person_ids: frozenset[str]) -> None:
        """Refuse members who are nobody here. Raises Fault."""
        entries = stores.provisioning.list_entries(person_ids)
        known = {entry.person.person_id for entry in entries if entry.person.realm in self.realms}
        if person_ids - known:
            raise bad_value("members: each value is the id of a user here; groups hold no groups")

    def check_free(self, group: Group) -> None:
        """Refuse to rename or remove a group that the policy names, or one with very many members. Raises Fault."""
        if group.name in self.named():
            raise Fault(
                400, "the policy names this group: change the policy first, then the group", "mutability"
            )
        if group.size > MOST_REWRITTEN:
            raise Fault(400, f"more than {MOST_REWRITTEN} people are in it; take them out first", "tooMany")


def pick_members(resource: Resource) -> Resource:
    """Return the members alone."""
    return {"members": resource["members"]} if "members" in resource else {}


def taken() -> Fault:
    """Return the refusal of a name that another group has."""
    return Fault(409, "there is a group of this displayName", "uniqueness")
