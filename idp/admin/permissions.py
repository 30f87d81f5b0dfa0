"""What staff and programs may do in the console and by the REST API, and which role may do what. Nothing else is allowed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Permission(StrEnum):
    """Every permission there is. Its value is also the scope of an access token to the REST API that carries it."""

    CLIENTS_READ = "clients.read"
    CLIENTS_OWN = "clients.own"
    """Read and change the applications one is named as an owner of, and no other."""
    CLIENTS_WRITE = "clients.write"
    CLIENTS_ENTRUST = "clients.entrust"
    """Give an application what weakens or widens: tokens in the front channel, unsigned requests, introspection."""

    PEOPLE_READ = "people.read"
    PEOPLE_PROTECTED = "people.protected"
    """See protected identities and identity numbers as they are."""
    PEOPLE_HELP = "people.help"
    """Unlock, end sign-ins, reset methods, hand out and take back hardware tokens."""
    PEOPLE_WRITE = "people.write"
    """Change the local directory: add, import, disable; and provisioning by SCIM."""

    POLICY_READ = "policy.read"
    POLICY_DRAFT = "policy.draft"
    POLICY_PUBLISH = "policy.publish"

    AUDIT_READ = "audit.read"
    AUDIT_EXPORT = "audit.export"
    STATISTICS_READ = "statistics.read"

    KEYS_READ = "keys.read"
    KEYS_ROTATE = "keys.rotate"

    ROLES_READ = "roles.read"
    ROLES_GRANT = "roles.grant"


class Role(StrEnum):
    """What a person is to the console. `OWNER` is whoever an application names as its owner."""

    ADMINISTRATOR = "administrator"
    OWNER = "owner"
    HELPDESK = "helpdesk"
    AUDITOR = "auditor"


GRANTED: Final[Mapping[Role, frozenset[Permission]]] = MappingProxyType(
    {
        Role.ADMINISTRATOR: frozenset(Permission) - {Permission.CLIENTS_OWN, Permission.PEOPLE_PROTECTED},
        Role.OWNER: frozenset({Permission.CLIENTS_OWN}),
        Role.HELPDESK: frozenset({Permission.PEOPLE_READ, Permission.PEOPLE_HELP}),
        Role.AUDITOR: frozenset(
            {
                Permission.CLIENTS_READ,
                Permission.PEOPLE_READ,
                Permission.POLICY_READ,
                Permission.AUDIT_READ,
                Permission.AUDIT_EXPORT,
                Permission.STATISTICS_READ,
                Permission.KEYS_READ,
                Permission.ROLES_READ,
            }
        ),
    }
)
"""What each role may do. Seeing protected identities is a permission of its own, which no role brings by itself."""


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything that these roles together may do; nothing for none."""
    return frozenset().union(*(GRANTED[role] for role in roles))
