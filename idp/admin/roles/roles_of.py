"""Finds a person's roles, and from them what they may do in the console."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from idp.admin.permissions import Permission, Role, permissions_of
from idp.admin.roles.grants import RoleGrant, RoleGrantStore
from idp.config.sections.console import Console
from idp.oidc.clients.client import ClientStore
from idp.people.person import Person


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is in the console, and all that they may do there."""

    roles: frozenset[Role]
    permissions: frozenset[Permission]


class StandingStores(Protocol):
    """A unit of work that knows what people were given, and what they own."""

    @property
    def clients(self) -> ClientStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...


def load_standing(stores: StandingStores, settings: Console, person: Person) -> Standing:
    """Return the person's roles and permissions as they are now."""
    grants = stores.role_grants.list_of(person.person_id)
    return find_standing(settings, person, grants, owns_clients=stores.clients.has_owner(person.person_id))


def find_standing(
    settings: Console, person: Person, grants: Iterable[RoleGrant], *, owns_clients: bool
) -> Standing:
    """Return the person's roles and permissions: from groups, grants and what they own; nothing without any of these."""
    granted = (grant.role for grant in grants)
    owner = (Role.OWNER,) if owns_clients else ()
    roles = frozenset((*list_roles_of_groups(settings, person.groups), *granted, *owner))
    permissions = permissions_of(roles)
    if permissions and not person.groups.isdisjoint(settings.protected):
        permissions |= {Permission.PEOPLE_PROTECTED}
    return Standing(roles, permissions)


def list_roles_of_groups(settings: Console, groups: frozenset[str]) -> Iterator[Role]:
    """Yield the roles that the groups bring."""
    named = {
        Role.ADMINISTRATOR: settings.administrators,
        Role.HELPDESK: settings.helpdesk,
        Role.AUDITOR: settings.auditors,
    }
    return (role for role, names in named.items() if not groups.isdisjoint(names))
