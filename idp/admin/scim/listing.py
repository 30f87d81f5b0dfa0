"""Lists people, and groups, a page at a time (RFC 7644, section 3.4.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from idp.admin.scim.attribute import Resource
from idp.admin.scim.call import READ, Caller
from idp.admin.scim.fault import Fault, bad_path
from idp.admin.scim.filter import AttributePath, Operator
from idp.admin.scim.matching import matches
from idp.admin.scim.names import LIST_RESPONSE
from idp.admin.scim.planning import Plan, Planner, name_place
from idp.admin.scim.projection import project
from idp.admin.scim.query import Query
from idp.admin.scim.resource_type import ResourceType
from idp.admin.scim.store import ScimStores
from idp.admin.scim.users import Users
from idp.admin.scim.where import EVERYBODY, All, Compared, Field, Loose, Order, Where
from idp.admin.scim.where import Any as Either
from idp.audit.events import Tag
from idp.people.realms import REALMS

MOST_JUDGED: Final = 5000
"""How many people are looked at one by one for one filter."""

ORDERS: Final[dict[str, Field | Loose]] = {
    "id": Field.PERSON_ID,
    "userName": Field.USERNAME,
    "externalId": Field.EXTERNAL_ID,
    "meta.created": Field.CREATED_AT,
    "meta.lastModified": Field.UPDATED_AT,
    "name.familyName": Loose.FAMILY_NAME,
    "name.givenName": Loose.GIVEN_NAME,
    "name.formatted": Loose.NAME,
    "displayName": Loose.NAME,
    "emails": Loose.EMAIL,
    "emails.value": Loose.EMAIL,
    "title": Loose.TITLE,
    "department": Loose.UNIT,
    "employeeNumber": Field.EMPLOYEE_ID,
}


@dataclass(frozen=True, slots=True)
class Found:
    """Some of what was found, and how many there are in all."""

    resources: Sequence[Resource]
    total: int


@dataclass(frozen=True, slots=True)
class UserList:
    """Finds people."""

    users: Users

    def search(self, caller: Caller, query: Query) -> Found:
        """Return a page of people, and record that they were searched, not for whom. Raises Fault: `tooMany`."""
        caller.actor.check(*READ)
        kind = self.users.kind(caller)
        plan = Planner(kind, caller.sees_protected).plan(query.filter) if query.filter else Plan(EVERYBODY)
        plan = Plan(All((plan.where, self._is_here())), plan.rest)
        order = read_order(query.sort_by, kind, is_descending=query.is_descending)
        with self.users.begin() as stores:
            found = self._find(stores, caller, query, plan, order, kind)
            details: Mapping[str, str | int] = {"kind": "scim", "count": found.total}
            stores.audit.record(caller.actor.describe(Tag.PEOPLE_SEARCHED, caller.now, details=details))
        return found

    def _is_here(self) -> Where:
        """Return the condition that a person is of a realm that is kept here; none when all of them are."""
        if set(self.users.realms) >= set(REALMS):
            return EVERYBODY
        return Either(tuple(Compared(Field.REALM, Operator.EQ, realm) for realm in self.users.realms))

    def _find(
        self, stores: ScimStores, caller: Caller, query: Query, plan: Plan, order: Order, kind: ResourceType
    ) -> Found:
        offset = query.start - 1
        if plan.rest is None:
            total = stores.provisioning.count(plan.where)
            entries = (
                stores.provisioning.search(plan.where, order, offset, query.count) if query.count else ()
            )
        else:
            if stores.provisioning.count(plan.where, MOST_JUDGED) > MOST_JUDGED:
                raise Fault(
                    400, "too many people would have to be looked at one by one; narrow the filter", "tooMany"
                )
            entries = stores.provisioning.search(plan.where, order, 0, MOST_JUDGED)
        names = frozenset[str]().union(*(entry.person.groups for entry in entries))
        ids = stores.local_groups.find_ids(names)
        resources = [self.users.write(caller, entry, ids) for entry in entries]
        if plan.rest is not None:
            rest = plan.rest
            resources = [one for one in resources if matches(rest, one, kind)]
            total, resources = len(resources), resources[offset : offset + query.count]
        return Found(resources, total)


def read_order(path: AttributePath | None, kind: ResourceType, *, is_descending: bool) -> Order:
    """Return the order that is asked for. Raises Fault for an attribute that nothing is ordered by."""
    if path is None:
        return Order(is_descending=False)
    place = kind.find(path)
    field = None if place is None else ORDERS.get(name_place(place))
    if field is None:
        raise bad_path(f"sortBy is one of {', '.join(ORDERS)}")
    return Order(field, is_descending)


def write_list(found: Found, query: Query, kinds: Iterable[ResourceType]) -> dict[str, Any]:
    """Return the list as it is answered; a page past the end is empty."""
    by_urn = {kind.schema.urn: kind for kind in kinds}
    shown = [project(one, by_urn[one["schemas"][0]], query.asked) for one in found.resources]
    told: dict[str, Any] = {
        "schemas": [LIST_RESPONSE],
        "totalResults": found.total,
        "startIndex": query.start,
        "itemsPerPage": len(shown),
    }
    return told | {"Resources": shown} if shown or found.total else told
