"""Gives roles to people and takes them back, so that nobody can be locked out or let in by mistake."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from idp.admin.actor import Actor
from idp.admin.permissions import Permission, Role
from idp.admin.roles.grants import RoleGrant, RoleGrantStore
from idp.admin.roles.keeping import AdministratorStore, Keeping
from idp.audit.events import Tag
from idp.audit.trail import Trail
from idp.errors import Refusal
from idp.people.directory import Directories
from idp.people.person import Person

GIVEN: Final = (Role.ADMINISTRATOR, Role.HELPDESK, Role.AUDITOR)
"""The roles that can be given: whoever owns an application is named in its registration."""


class RoleStores(Protocol):
    """A unit of work that holds granted roles."""

    @property
    def administrators(self) -> AdministratorStore: ...
    @property
    def role_grants(self) -> RoleGrantStore: ...
    @property
    def audit(self) -> Trail: ...


class UnknownPerson(LookupError):
    """No directory knows the person."""


class OwnRole(Refusal):
    """Nobody changes a role of their own: a mistake would lock them out, and a thief would stay in."""

    def __init__(self) -> None:
        super().__init__("own_role", status=409)


@dataclass(frozen=True, slots=True)
class Holder:
    """A role that was given, and to whom; `person` is None when no directory knows them any more."""

    grant: RoleGrant
    person: Person | None


@dataclass(frozen=True, slots=True)
class RoleDesk:
    """Lists, gives and takes back roles. Each method raises Forbidden without the permission."""

    begin: Callable[[], AbstractContextManager[RoleStores]]
    directories: Directories
    keeping: Keeping

    def list(self, actor: Actor, now: datetime) -> tuple[Holder, ...]:
        """Return everybody who was given a role, oldest first. Raises DirectoryUnavailable."""
        actor.check(Permission.ROLES_READ)
        with self.begin() as stores:
            grants = stores.role_grants.list_all()
        return tuple(Holder(grant, self.directories.find_person(grant.person_id, now)) for grant in grants)

    def give(self, actor: Actor, person_id: str, role: Role, now: datetime) -> bool:
        """Give the role; False when the person has it. Raises UnknownPerson for whom no directory knows, and OwnRole."""
        actor.check(Permission.ROLES_GRANT)
        check_not_own(actor, person_id)
        person = self.directories.find_person(person_id, now)
        if person is None or not person.is_active:
            raise UnknownPerson(person_id)
        with self.begin() as stores:
            is_new = stores.role_grants.add(RoleGrant(person_id, role, actor.actor_id, now))
            if is_new:
                event = actor.describe(
                    Tag.ROLE_GRANTED, now, person_id=person_id, details={"role": role.value}
                )
                stores.audit.record(event)
        return is_new

    def take_back(self, actor: Actor, person_id: str, role: Role, now: datetime) -> bool:
        """Take the role back, also from somebody who has left; False when they do not have it.

        Raises OwnRole, and NobodyLeft when nobody who administers would get in any more.
        """
        actor.check(Permission.ROLES_GRANT)
        check_not_own(actor, person_id)
        keeping = self.keeping.look(now)
        with self.begin() as stores, keeping.keep(stores, now):
            had = stores.role_grants.remove(person_id, role)
            if had:
                event = actor.describe(
                    Tag.ROLE_REVOKED, now, person_id=person_id, details={"role": role.value}
                )
                stores.audit.record(event)
        return had


def check_not_own(actor: Actor, person_id: str) -> None:
    """Refuse somebody who changes a role of their own. Raises OwnRole."""
    if actor.person_id == person_id:
        raise OwnRole
