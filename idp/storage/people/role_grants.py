"""Roles that were given to single people in the database."""

from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete, select

from idp.admin.permissions import Role
from idp.admin.roles.grants import RoleGrant
from idp.storage.insert_once import insert_once
from idp.storage.metadata import Moment, metadata

role_grants = Table(
    "role_grants",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("role", String(32), primary_key=True),
    Column("granted_by", String(64), nullable=False),
    Column("granted_at", Moment, nullable=False),
)


class RoleGrantRows:
    """Implements `RoleGrantStore`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, grant: RoleGrant) -> bool:
        return insert_once(
            self._connection,
            role_grants,
            person_id=grant.person_id,
            role=grant.role.value,
            granted_by=grant.granted_by,
            granted_at=grant.granted_at,
        )

    def remove(self, person_id: str, role: Role) -> bool:
        columns = role_grants.c
        gone = self._connection.execute(
            delete(role_grants).where(columns.person_id == person_id, columns.role == role.value)
        )
        return gone.rowcount == 1

    def list_of(self, person_id: str) -> tuple[RoleGrant, ...]:
        rows = self._connection.execute(select(role_grants).where(role_grants.c.person_id == person_id))
        return tuple(map(read_grant, rows))

    def list_all(self) -> tuple[RoleGrant, ...]:
        rows = self._connection.execute(
            select(role_grants).order_by(role_grants.c.granted_at, role_grants.c.person_id)
        )
        return tuple(map(read_grant, rows))


def read_grant(row: Any) -> RoleGrant:
    """Build the record from a row."""
    return RoleGrant(row.person_id, Role(row.role), row.granted_by, row.granted_at)
