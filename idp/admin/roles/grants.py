"""Roles that were given to single people, and where they are kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from idp.admin.permissions import Role


@dataclass(frozen=True, slots=True)
class RoleGrant:
    """A role that somebody was given here. `granted_by` is the actor's id."""

    person_id: str
    role: Role
    granted_by: str
    granted_at: datetime


class RoleGrantStore(Protocol):
    """Where granted roles are kept."""

    def add(self, grant: RoleGrant) -> bool:
        """Store the grant: one conditional INSERT. False when the person has the role already."""
        ...

    def remove(self, person_id: str, role: Role) -> bool:
        """Take the role back: one DELETE. False when the person did not have it."""
        ...

    def list_of(self, person_id: str) -> tuple[RoleGrant, ...]:
        """Return the roles that the person was given."""
        ...

    def list_all(self) -> tuple[RoleGrant, ...]:
        """Return every grant, oldest first."""
        ...
