"""Those who act in the console: an administrator, an owner, an auditor and others, as values."""

from idp.admin.actor import Actor, Kind
from idp.admin.permissions import Permission, Role, permissions_of


def act_as(*roles: Role, person_id: str = "p-staff") -> Actor:
    """Return a person with these roles."""
    return Actor(
        Kind.PERSON, person_id, permissions_of(roles), frozenset(roles), person_id=person_id, zone="admin"
    )


def act_with(*permissions: Permission) -> Actor:
    """Return a program whose token carries these permissions."""
    return Actor(Kind.CLIENT, "c-program", frozenset(permissions))
