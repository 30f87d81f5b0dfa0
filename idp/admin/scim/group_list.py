"""Lists groups. There are some hundreds, so each is judged here; members are looked up only where a filter names them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from idp.admin.scim.attribute import Resource
from idp.admin.scim.call import READ, Caller
from idp.admin.scim.entry import Group
from idp.admin.scim.fault import Fault, bad_filter, bad_path
from idp.admin.scim.filter import Comparison, Filter, Operator, Present, Within, list_leaves
from idp.admin.scim.group_resource import MOST_SHOWN, write_group
from idp.admin.scim.group_type import GROUP_TYPE
from idp.admin.scim.groups import Groups
from idp.admin.scim.listing import Found
from idp.admin.scim.matching import matches
from idp.admin.scim.planning import name_place
from idp.admin.scim.query import Query
from idp.admin.scim.store import ScimStores

MOST_WITH_MEMBERS: Final = 20
"""Groups on a page that shows who is in them."""

MOST_MEMBERS: Final = 2000
"""Members on a page, so that no answer takes long: it ends before the group with whom there would be more."""

MOST_GROUPS: Final = 5000
ORDERS: Final = {"id", "displayName", "externalId", "meta.created", "meta.lastModified"}


@dataclass(frozen=True, slots=True)
class GroupList:
    """Finds groups."""

    groups: Groups

    def search(self, caller: Caller, query: Query) -> Found:
        """Return a page of groups; shorter than asked for when members are shown. Raises Fault."""
        caller.actor.check(*READ)
        with self.groups.begin() as stores:
            every = stores.local_groups.list_groups()
            if len(every) > MOST_GROUPS:
                raise Fault(400, "there are too many groups to search", "tooMany")
            found = self._order(self._choose(stores, every, query.filter), query)
            shows = query.asked.shows("members")
            asked = found[query.start - 1 : query.start - 1 + query.count]
            page = self._cut(stores, asked) if shows else asked
            resources = self._show(stores, caller, page, shows=shows)
        return Found(resources, len(found))

    def _choose(
        self, stores: ScimStores, every: Sequence[Group], asked: Filter | None
    ) -> list[tuple[Group, Resource]]:
        """Return the groups that match, with what is known of each. Raises Fault."""
        written = [
            (group, write_group(group, (), self.groups.issuer, sees_protected=False)) for group in every
        ]
        if asked is None:
            return written
        joined = stores.local_groups.list_joined(list_people(asked))
        for group, resource in written:
            members = [{"value": one} for one, groups in joined.items() if group.group_id in groups]
            if members:
                resource["members"] = members
        return [(group, resource) for group, resource in written if matches(asked, resource, GROUP_TYPE)]

    def _order(self, found: list[tuple[Group, Resource]], query: Query) -> list[Group]:
        """Return the groups in the order asked for. Raises Fault."""
        if query.sort_by is not None:
            place = GROUP_TYPE.find(query.sort_by)
            name = "" if place is None else name_place(place)
            if name not in ORDERS:
                raise bad_path(f"sortBy is one of {', '.join(sorted(ORDERS))}")
            outer, _, inner = name.partition(".")

            def key(one: tuple[Group, Resource]) -> str:
                value = one[1].get(outer, "")
                return str(value.get(inner, "") if inner else value).casefold()

            found = sorted(found, key=key, reverse=query.is_descending)
        return [group for group, _ in found]

    def _cut(self, stores: ScimStores, page: Sequence[Group]) -> Sequence[Group]:
        """Return the first groups, with how many are in them: as many as are shown with their members at once."""
        sizes = stores.local_groups.count_members([group.group_id for group in page[:MOST_WITH_MEMBERS]])
        return cut_page(
            [replace(group, size=sizes.get(group.group_id, 0)) for group in page[:MOST_WITH_MEMBERS]]
        )

    def _show(
        self, stores: ScimStores, caller: Caller, page: Sequence[Group], *, shows: bool
    ) -> list[Resource]:
        """Return the groups, with their members where they are shown and not too many."""
        shown = [group.group_id for group in page if shows and 0 < group.size <= MOST_SHOWN]
        members = stores.local_groups.list_shown(shown)
        return [
            write_group(
                group,
                members.get(group.group_id, ()),
                self.groups.issuer,
                sees_protected=caller.sees_protected,
            )
            for group in page
        ]


def cut_page(page: Sequence[Group]) -> Sequence[Group]:
    """Return the first groups, as many as can be shown with their members at once; one always can."""
    total = 0
    for place, group in enumerate(page[:MOST_WITH_MEMBERS]):
        total += group.size if group.size <= MOST_SHOWN else 0
        if total > MOST_MEMBERS:
            return page[:place]
    return page[:MOST_WITH_MEMBERS]


def list_people(asked: Filter) -> list[str]:
    """Return the ids of the people that a filter compares members with. Raises Fault for any other question on members."""
    found = []
    for leaf in list_leaves(asked):
        place = GROUP_TYPE.find(leaf.path)
        if place is None or place.attribute.name != "members":
            continue
        inner = list(list_leaves(leaf.inner)) if isinstance(leaf, Within) else [leaf]
        for one in inner:
            named = one.path.name.lower() if isinstance(leaf, Within) else (one.path.sub or "value").lower()
            if isinstance(one, Present) or not is_id(one, named):
                raise bad_filter('members are found by members eq "…" or members.value eq "…" alone')
            found.append(str(one.value))  # type: ignore[union-attr]  # it is a comparison
    return found


def is_id(one: Comparison | Within, named: str) -> bool:
    """Say whether a member's id is compared with."""
    return (
        isinstance(one, Comparison)
        and named == "value"
        and one.operator is Operator.EQ
        and isinstance(one.value, str)
    )
